--[[
  Store what the levels of an exercise are worth, unless someone changed that first.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok"} | {"conflict"}
]]
local points = KEYS[1]
local exercise, before, body = ARGV[1], ARGV[2], ARGV[3]

local stored = redis.call("HGET", points, exercise) or ""
if stored == body then
  return { "ok" }
end
if stored ~= before then
  return { "conflict" }
end

redis.call("HSET", points, exercise, body)
return { "ok" }

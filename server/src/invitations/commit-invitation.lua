--[[
  Store the next version of an invitation, unless someone stored one first.

  The token of the old link dies and that of a new one is born in the same step,
  so that at no moment two links open one attempt, or none does that should.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok", revision} | {"conflict", revision} | {"missing"}
]]
local invitation, old_token, new_token = KEYS[1], KEYS[2], KEYS[3]
local id, expected_revision, body, drops_old, adds_new = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local revision = redis.call("HGET", invitation, "revision")
if not revision then
  return { "missing" }
end
if revision ~= expected_revision then
  if tonumber(revision) == tonumber(expected_revision) + 1 and redis.call("HGET", invitation, "body") == body then
    return { "ok", tonumber(revision) }
  end
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", invitation, "revision", revision + 1, "body", body)
if drops_old == "1" then
  redis.call("DEL", old_token)
end
if adds_new == "1" then
  redis.call("SET", new_token, id)
end
return { "ok", revision + 1 }

--[[
  Store the next version of a review or of a panel, unless someone stored one first.

  An expected revision of 0 means that it is new.

  Sent again by itself after its answer was lost, it finds its own body there and
  says what it did.

  Reply: {"ok", revision} | {"conflict", revision}
]]
local record = KEYS[1]
local expected_revision, body = ARGV[1], ARGV[2]

local revision = redis.call("HGET", record, "revision") or "0"
if revision ~= expected_revision then
  if tonumber(revision) == tonumber(expected_revision) + 1 and redis.call("HGET", record, "body") == body then
    return { "ok", tonumber(revision) }
  end
  return { "conflict", tonumber(revision) }
end

redis.call("HSET", record, "revision", revision + 1, "body", body)
return { "ok", revision + 1 }

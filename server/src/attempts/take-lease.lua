--[[
  Give the right to write to one page, and fence everyone before it.

  Reading the device and raising the epoch are one step: two pages that ask at
  the same time must not both believe that they write.

  Reply: {"writer", epoch, seq, isNewDevice} | {"reader", epoch} | {"not-active"}
]]
local attempt = KEYS[1]
local device, take_over = ARGV[1], ARGV[2]

if redis.call("HGET", attempt, "phase") ~= "active" then
  return { "not-active" }
end
local holder = redis.call("HGET", attempt, "device")
local epoch = tonumber(redis.call("HGET", attempt, "epoch") or "0")
if holder and holder ~= device and take_over ~= "1" then
  return { "reader", epoch }
end
redis.call("HSET", attempt, "device", device, "epoch", epoch + 1)
local seq = tonumber(redis.call("HGET", attempt, "seq") or "0")
return { "writer", epoch + 1, seq, (holder and holder ~= device) and 1 or 0 }

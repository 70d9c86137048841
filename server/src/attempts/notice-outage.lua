--[[
  Say that a server is there at this instant, and record an outage if none was
  for long.

  Looking, refreshing and recording are one step: a sign of life that was
  refreshed before the outage was recorded would be all that is left of it if
  the server died in between. The sign never moves back: an instant that had to
  wait for Redis must not make the next one look like an outage.

  Reply: {"there"} | {"away", since}
]]
local alive, outages = KEYS[1], KEYS[2]
local now, refresh_every_ms, outage_from_ms = ARGV[1], ARGV[2], ARGV[3]

local before = redis.call("GET", alive)
if not before then
  redis.call("SET", alive, now)
  return { "there" }
end
local since_ms = tonumber(now) - tonumber(before)
if since_ms < tonumber(refresh_every_ms) then
  return { "there" }
end
redis.call("SET", alive, now)
if since_ms < tonumber(outage_from_ms) then
  return { "there" }
end
redis.call("SADD", outages, before .. "-" .. now)
return { "away", tonumber(before) }

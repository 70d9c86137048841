--[[
  Name those of the given reviewers whose last turn lies furthest back, and note
  that they have had one now.

  Together: two invitations made at the same moment would else get the same two
  people, and the next ones would wait.

  Whoever never had a turn comes first, in the order given.

  Reply: the names, as many as were asked for or as there are
]]
local turns = KEYS[1]
local count, among = tonumber(ARGV[1]), cjson.decode(ARGV[2])

local waiting = {}
for at, name in ipairs(among) do
  local last = redis.call("ZSCORE", turns, name)
  waiting[#waiting + 1] = { name = name, last = tonumber(last or 0), order = at }
end
table.sort(waiting, function(a, b)
  if a.last ~= b.last then
    return a.last < b.last
  end
  return a.order < b.order
end)

local newest = redis.call("ZREVRANGE", turns, 0, 0, "WITHSCORES")
local turn = tonumber(newest[2] or 0)
local taken = {}
for at = 1, math.min(count, #waiting) do
  turn = turn + 1
  redis.call("ZADD", turns, turn, waiting[at].name)
  taken[at] = waiting[at].name
end
return taken

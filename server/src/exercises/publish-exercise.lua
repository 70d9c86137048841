--[[
  Make one version of an exercise known, with its three parts.

  Together or not at all: a version that is listed and lacks a part would let a
  candidate start on nothing. And only if the newest version is still the one
  that the caller compared with, or two servers that start with different
  folders could leave the older one as the newest.

  Parts are named by their content. One that is there already is left alone.

  Reply: {"published"} | {"conflict"}
]]
local open, sealed, hidden, versions, newest = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, hash, body, expectedNewest, nextNewest = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local openTar, sealedTar, hiddenTar = ARGV[6], ARGV[7], ARGV[8]

if (redis.call("HGET", newest, id) or "") ~= expectedNewest then
  return { "conflict" }
end

redis.call("SETNX", open, openTar)
redis.call("SETNX", sealed, sealedTar)
redis.call("SETNX", hidden, hiddenTar)
redis.call("HSET", versions, hash, body)
redis.call("HSET", newest, id, nextNewest)
return { "published" }

--[[
  Remember when an API token was last used.

  Checked and written together: the use of a token that is being revoked would
  otherwise leave a note that nothing ever removes.

  Reply: {"noted"} | {"missing"}
]]
local apiTokens, apiTokenUses = KEYS[1], KEYS[2]
local id, at = ARGV[1], ARGV[2]

if redis.call("HEXISTS", apiTokens, id) == 0 then
  return { "missing" }
end
redis.call("HSET", apiTokenUses, id, at)
return { "noted" }

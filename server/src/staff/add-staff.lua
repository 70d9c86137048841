--[[
  Add somebody to the staff by a one-time link.

  The link ends, the e-mail address is taken and the person exists together or
  not at all: a link that ended before the address was found to be taken would
  be lost to its holder, and two people could hold one address.

  Reply: {"added"} | {"link-used"} | {"admin-exists"} | {"email-taken"}
]]
local link, staff, staffByEmail, admins = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, email, body, password = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local isAdmin, onlyWithoutAdmin = ARGV[5], ARGV[6]

-- The id was made for this call alone: it was added, and the answer got lost.
if redis.call("EXISTS", staff) == 1 then
  return { "added" }
end
if redis.call("EXISTS", link) == 0 then
  return { "link-used" }
end
if onlyWithoutAdmin == "1" and redis.call("SCARD", admins) > 0 then
  return { "admin-exists" }
end
if redis.call("HSETNX", staffByEmail, email, id) == 0 then
  return { "email-taken" }
end

redis.call("DEL", link)
redis.call("HSET", staff, "body", body, "password", password)
if isAdmin == "1" then
  redis.call("SADD", admins, id)
end
return { "added" }

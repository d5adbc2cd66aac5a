package dev.coven.engine;

/**
 * A member of the library.
 *
 * @param memberId the fingerprint of the member's signing key
 * @param name what the member is called
 * @param role what the member may do
 * @param schemeId the member's signature scheme
 */
public record MemberInfo(String memberId, String name, MemberRole role, String schemeId) {}

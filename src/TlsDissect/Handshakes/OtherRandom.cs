namespace TlsDissect.Handshakes;

/// <summary>Why a ClientHello of DTLS counts that does not repeat the random of the one before it (RFC 6347 §4.2.1).</summary>
internal enum OtherRandom
{
    /// <summary>It repeats the random.</summary>
    None,

    /// <summary>It has the cookie of a HelloVerifyRequest.</summary>
    HasCookie,

    /// <summary>It has a cookie, and the HelloVerifyRequest is missing.</summary>
    LacksRequest,
}

namespace TlsDissect;

/// <summary>Whether one side of a connection proved that it holds a key, as far as the capture and the keys let that be checked. The certificate itself is not judged.</summary>
/// <param name="Authenticated">
/// <c>true</c> where it proved that it holds its certificate's key or the secret that both share, no Finished fails to verify, and the other side did not refuse it.
/// <c>false</c> where one of these does not hold, or, without a <paramref name="Scheme"/>, where no proof was given: a client without a certificate, an anonymous suite.
/// <c>null</c> where it could not be checked.
/// </param>
/// <param name="Scheme">
/// What the proof is: a signature scheme's registered name, <c>rsa_pkcs1_md5_sha1</c> and its like before TLS 1.2; <c>rsa_key_exchange</c>, <c>dh_key_exchange</c>
/// or <c>ecdh_key_exchange</c> where only the certificate's private key leads to a Finished that verifies; <c>psk</c> or <c>resumption</c> where a secret that
/// both had before does. <c>null</c> where there is none, or none was seen.
/// </param>
public readonly record struct PeerAuthentication(bool? Authenticated, string? Scheme)
{
    /// <summary>The signature is one of a delegated credential's key, which the certificate's key signed (RFC 9345).</summary>
    public bool IsDelegated { get; init; }

    /// <summary>The proof is right, but a Finished does not verify: the messages that were captured are not those that were sent.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>The proof was not found wrong, but the other side refused it with an alert.</summary>
    public bool IsRefused { get; init; }

    /// <summary>A proof that is wrong.</summary>
    public bool IsRefuted => Authenticated == false && Scheme is not null && !IsUnfinished && !IsRefused;

    /// <summary>Of two handshakes of one connection: what is wrong stays wrong, what is proved stays proved.</summary>
    internal PeerAuthentication And(in PeerAuthentication later) => Weight > later.Weight ? this : later;

    /// <summary>The same where a Finished of the handshake does not verify.</summary>
    internal PeerAuthentication Unfinished() => Authenticated == true ? this with { Authenticated = false, IsUnfinished = true } : this;

    /// <summary>The same where the other side refused it.</summary>
    internal PeerAuthentication Refused() => Authenticated == false || Scheme is null ? this : this with { Authenticated = false, IsRefused = true };

    private int Weight => this switch
    {
        { Authenticated: false, Scheme: not null } => 4,
        { Authenticated: true } => 3,
        { Scheme: not null } => 2,
        { Authenticated: false } => 1,
        _ => 0,
    };
}

namespace TlsDissect;

/// <summary>
/// Whether one side of a connection authenticated itself, as far as the capture and the keys allow checking it. Certificates are not
/// validated.
/// </summary>
/// <param name="Authenticated"><c>true</c> if the side proved that it holds its certificate's key or the shared secret, no Finished failed
/// to verify, and the other side did not refuse it. <c>false</c> if one of these does not hold. Without a <paramref name="Scheme"/>,
/// <c>false</c> if there was no proof: a client without a certificate, an anonymous suite. <c>null</c> if it could not be checked.</param>
/// <param name="Scheme">Form of the proof. For a signature, the registered name of its scheme, or <c>rsa_pkcs1_md5_sha1</c> and the like
/// before TLS 1.2. <c>rsa_key_exchange</c>, <c>dh_key_exchange</c> or <c>ecdh_key_exchange</c> if only the holder of the certificate's
/// private key can compute the Finished. <c>psk</c> or <c>resumption</c> if only a holder of an earlier shared secret can. <c>null</c> if
/// there was no proof, or none was seen.</param>
public readonly record struct PeerAuthentication(bool? Authenticated, string? Scheme)
{
    /// <summary>Whether the signature was made with a delegated credential, which the certificate's key signed (RFC 9345).</summary>
    public bool IsDelegated { get; init; }

    /// <summary>
    /// Whether the proof is right, but a Finished does not verify, because the captured messages are not those that were sent.
    /// </summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Whether the other side refused the proof with an alert, although it was not found to be wrong.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether the proof was verified and is wrong.</summary>
    public bool IsRefuted => Authenticated == false && Scheme is not null && !IsUnfinished && !IsRefused;

    /// <summary>Combines two handshakes of one connection: wrong outweighs verified, and verified outweighs unknown.</summary>
    internal PeerAuthentication And(in PeerAuthentication later) => Weight > later.Weight ? this : later;

    /// <summary>This result if a Finished of the handshake does not verify.</summary>
    internal PeerAuthentication Unfinished() => Authenticated == true ? this with { Authenticated = false, IsUnfinished = true } : this;

    /// <summary>This result if the other side refused it.</summary>
    internal PeerAuthentication Refused() =>
        Authenticated == false || Scheme is null ? this : this with { Authenticated = false, IsRefused = true };

    private int Weight => this switch
    {
        { Authenticated: false, Scheme: not null } => 4,
        { Authenticated: true } => 3,
        { Scheme: not null } => 2,
        { Authenticated: false } => 1,
        _ => 0,
    };
}

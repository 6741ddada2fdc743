namespace TlsDissect;

/// <summary>Whether one side of a connection proved who it is, as far as the capture and the keys let that be checked.</summary>
/// <param name="Authenticated">
/// <c>true</c> where a proof was checked and is right; <c>false</c> where it is wrong, or, without a <paramref name="Scheme"/>, where none was given: a
/// client without a certificate, an anonymous suite. <c>null</c> where it could not be checked.
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

    /// <summary>A proof that is wrong.</summary>
    public bool IsRefuted => Authenticated == false && Scheme is not null;

    /// <summary>Of two handshakes of one connection: what is wrong stays wrong, what is proved stays proved.</summary>
    internal PeerAuthentication And(in PeerAuthentication later) => Weight > later.Weight ? this : later;

    private int Weight => this switch
    {
        { IsRefuted: true } => 4,
        { Authenticated: true } => 3,
        { Scheme: not null } => 2,
        { Authenticated: false } => 1,
        _ => 0,
    };
}

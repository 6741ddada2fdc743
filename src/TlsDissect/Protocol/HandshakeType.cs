namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Type of a handshake message (IANA registry TLS HandshakeType). Unknown values are possible.</summary>
public enum HandshakeType : byte
{
    HelloRequest = 0,
    ClientHello = 1,
    ServerHello = 2,
    /// <summary>DTLS only (RFC 6347 §4.2.1).</summary>
    HelloVerifyRequest = 3,
    NewSessionTicket = 4,
    EndOfEarlyData = 5,
    /// <summary>Only up to draft 21 of TLS 1.3. Since then, HelloRetryRequest has the type of ServerHello.</summary>
    HelloRetryRequest = 6,
    EncryptedExtensions = 8,
    RequestConnectionId = 9,
    NewConnectionId = 10,
    Certificate = 11,
    ServerKeyExchange = 12,
    CertificateRequest = 13,
    ServerHelloDone = 14,
    CertificateVerify = 15,
    ClientKeyExchange = 16,
    ClientCertificateRequest = 17,
    Finished = 20,
    CertificateUrl = 21,
    CertificateStatus = 22,
    SupplementalData = 23,
    KeyUpdate = 24,
    CompressedCertificate = 25,
    EktKey = 26,
    /// <summary>Not registered: draft-agl-tls-nextprotoneg.</summary>
    NextProtocol = 67,
    /// <summary>Not registered: draft-balfanz-tls-channelid.</summary>
    ChannelId = 203,
    /// <summary>Never sent. It replaces the first ClientHello in a transcript (RFC 8446 §4.4.1).</summary>
    MessageHash = 254,
}

using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>The facts of one handshake that a search for its secrets needs.</summary>
internal interface IHandshakeFacts
{
    /// <summary>The ClientHello in effect.</summary>
    ClientHello? ClientHello { get; }

    /// <summary>The final ServerHello; not a HelloRetryRequest.</summary>
    ServerHello? ServerHello { get; }

    /// <summary>The client random that identifies this handshake's secrets; <c>null</c> if unknown.</summary>
    ReadOnlyMemory<byte>? ClientRandom { get; }

    /// <summary>
    /// The client random of an outer ClientHello, if there is an inner one (RFC 9849); otherwise <c>null</c>. Some programs log the secret
    /// of early data for it.
    /// </summary>
    ReadOnlyMemory<byte>? OuterRandom { get; }

    CipherSuite? CipherSuite { get; }

    ProtocolVersion Version { get; }

    /// <summary>The negotiated parameters of record protection; <c>null</c> if unknown.</summary>
    RecordProtection? Protection { get; }

    /// <summary>The server certificate's SubjectPublicKeyInfo; empty if no certificate was seen.</summary>
    byte[] ServerPublicKey { get; }

    ClientKeyExchange? ClientKeyExchange { get; }

    Transcript Transcript { get; }

    /// <summary>The ticket that a TLS 1.2 NewSessionTicket issued.</summary>
    byte[]? IssuedTicket { get; }

    /// <summary>The master secret that decrypted a record.</summary>
    SessionSecret? Secret { get; }

    /// <summary>Whether a HelloRetryRequest was seen.</summary>
    bool Retried { get; }

    bool IsTls13 { get; }

    /// <summary>Whether the handshake is abbreviated.</summary>
    bool IsResumption { get; }

    /// <summary>Whether bytes were lost during the handshake.</summary>
    bool IsDamaged { get; }

    /// <summary>Whether the ServerHelloDone that ends the server's first flight was read.</summary>
    bool ServerHelloDone { get; }

    /// <summary>Whether a secret was found by trial because hellos are missing.</summary>
    bool IsFoundByTrial { get; }

    /// <summary>Whether a hello is missing and a secret was nevertheless found by trial.</summary>
    bool IsFoundWithoutHello { get; }

    /// <summary>Whether the ClientHello may contain an inner one that replaces it (RFC 9849).</summary>
    bool MayHaveInnerHello { get; }
}

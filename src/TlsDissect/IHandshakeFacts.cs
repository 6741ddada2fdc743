using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>What was read of one handshake so far, for those who look for its secrets.</summary>
internal interface IHandshakeFacts
{
    /// <summary>The ClientHello that is valid.</summary>
    ClientHello? ClientHello { get; }

    /// <summary>The final ServerHello; not a HelloRetryRequest.</summary>
    ServerHello? ServerHello { get; }

    /// <summary>What names this handshake's secrets; <c>null</c> where it is not known.</summary>
    ReadOnlyMemory<byte>? ClientRandom { get; }

    CipherSuite? CipherSuite { get; }

    ProtocolVersion Version { get; }

    /// <summary>What decides on record protection; <c>null</c> where it is not known.</summary>
    RecordProtection? Protection { get; }

    /// <summary>The server certificate's SubjectPublicKeyInfo; empty where none was seen.</summary>
    byte[] ServerPublicKey { get; }

    ClientKeyExchange? ClientKeyExchange { get; }

    Transcript Transcript { get; }

    /// <summary>The ticket a NewSessionTicket of TLS 1.2 issued.</summary>
    byte[]? IssuedTicket { get; }

    /// <summary>The master secret that decrypted a record.</summary>
    SessionSecret? Secret { get; }

    /// <summary>Whether a HelloRetryRequest was seen.</summary>
    bool Retried { get; }

    bool IsTls13 { get; }

    /// <summary>Whether it is an abbreviated handshake.</summary>
    bool IsResumption { get; }

    /// <summary>Whether bytes were lost while it was under way.</summary>
    bool IsDamaged { get; }

    /// <summary>Whether the server's first flight has come to its ServerHelloDone.</summary>
    bool ServerHelloDone { get; }

    /// <summary>Whether a secret was found by trial although hellos are missing.</summary>
    bool IsFoundByTrial { get; }

    /// <summary>Whether a hello is missing, and its secret was found by trial all the same.</summary>
    bool IsFoundWithoutHello { get; }

    /// <summary>Whether the hello may hold another that counts in its place (RFC 9849).</summary>
    bool MayHaveInnerHello { get; }
}

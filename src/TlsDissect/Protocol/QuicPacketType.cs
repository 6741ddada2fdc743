namespace TlsDissect.Protocol;

/// <summary>Type of a QUIC packet (RFC 9000 §17). Its bits depend on the version: see <see cref="QuicVersion.Types"/>.</summary>
internal enum QuicPacketType : byte
{
    /// <summary>A long header of a version that is not known: only its connection IDs can be read (RFC 8999 §5.1).</summary>
    Unknown = 0,

    /// <summary>A long header with version 0 (RFC 9000 §17.2.1).</summary>
    VersionNegotiation,

    /// <summary>The first packets of both sides, with the first CRYPTO frames (§17.2.2).</summary>
    Initial,

    /// <summary>Early data (§17.2.3).</summary>
    ZeroRtt,

    /// <summary>The rest of the handshake (§17.2.4).</summary>
    Handshake,

    /// <summary>A server's request to begin again with a token (§17.2.5).</summary>
    Retry,

    /// <summary>A short header: everything after the handshake (§17.3.1). A stateless reset looks the same (§10.3).</summary>
    OneRtt,
}

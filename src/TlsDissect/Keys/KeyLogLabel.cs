namespace TlsDissect.Keys;

/// <summary>Label of a line in a key log (RFC 9850 §2, and older ones of NSS).</summary>
public enum KeyLogLabel : byte
{
    /// <summary>CLIENT_RANDOM: a master secret.</summary>
    ClientRandom,

    /// <summary>PMS_CLIENT_RANDOM: a premaster secret.</summary>
    PremasterClientRandom,

    /// <summary>CLIENT_EARLY_TRAFFIC_SECRET.</summary>
    ClientEarlyTrafficSecret,

    /// <summary>CLIENT_HANDSHAKE_TRAFFIC_SECRET.</summary>
    ClientHandshakeTrafficSecret,

    /// <summary>SERVER_HANDSHAKE_TRAFFIC_SECRET.</summary>
    ServerHandshakeTrafficSecret,

    /// <summary>CLIENT_TRAFFIC_SECRET_0, or with a generation N, CLIENT_TRAFFIC_SECRET_N.</summary>
    ClientTrafficSecret0,

    /// <summary>SERVER_TRAFFIC_SECRET_0, or with a generation N, SERVER_TRAFFIC_SECRET_N.</summary>
    ServerTrafficSecret0,

    /// <summary>EXPORTER_SECRET.</summary>
    ExporterSecret,

    /// <summary>EARLY_EXPORTER_SECRET.</summary>
    EarlyExporterSecret,

    /// <summary>RSA Session-ID: a master secret, found by session ID and not by client random.</summary>
    SessionId,

    /// <summary>
    /// RSA: a premaster secret, found by the first eight bytes of the encrypted premaster secret and not by client random.
    /// </summary>
    EncryptedPremaster,

    /// <summary>
    /// ECH_SECRET: the shared secret of the KEM that encrypts an inner ClientHello, found by the client random of the outer one (RFC 9850
    /// §2.3).
    /// </summary>
    EchSecret,

    /// <summary>ECH_CONFIG: the ECHConfig that an inner ClientHello is encrypted for (RFC 9849 §4), found likewise.</summary>
    EchConfig,

    /// <summary>
    /// SESSION_TICKET, a label of this program: a master secret, found by the SHA-256 of a ticket of its session (RFC 5077) and not by
    /// client random.
    /// </summary>
    SessionTicket,
}

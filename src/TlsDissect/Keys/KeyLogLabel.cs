namespace TlsDissect.Keys;

/// <summary>The labels of a key log's lines (RFC 9850 §2, and NSS's older ones) that are looked up by client random.</summary>
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

    /// <summary>CLIENT_TRAFFIC_SECRET_0, and with a generation those after it.</summary>
    ClientTrafficSecret0,

    /// <summary>SERVER_TRAFFIC_SECRET_0, and with a generation those after it.</summary>
    ServerTrafficSecret0,

    /// <summary>EXPORTER_SECRET.</summary>
    ExporterSecret,

    /// <summary>EARLY_EXPORTER_SECRET.</summary>
    EarlyExporterSecret,

    /// <summary>RSA Session-ID: a master secret, found by session ID instead.</summary>
    SessionId,

    /// <summary>RSA: a premaster secret, found by the first eight bytes of the encrypted one instead.</summary>
    EncryptedPremaster,
}

namespace TlsDissect.Protocol;

/// <summary>TLS ContentType (IANA registry). Unknown values are possible.</summary>
internal enum ContentType : byte
{
    /// <summary>change_cipher_spec.</summary>
    ChangeCipherSpec = 20,

    /// <summary>alert.</summary>
    Alert = 21,

    /// <summary>handshake.</summary>
    Handshake = 22,

    /// <summary>application_data.</summary>
    ApplicationData = 23,

    /// <summary>heartbeat (RFC 6520).</summary>
    Heartbeat = 24,
}

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

    /// <summary>tls12_cid: a record of DTLS 1.2 with a connection ID, whose own type is encrypted (RFC 9146 §4).</summary>
    Tls12Cid = 25,

    /// <summary>ACK of DTLS 1.3 (RFC 9147 §7).</summary>
    Ack = 26,

    /// <summary>return_routability_check (RFC 9853).</summary>
    ReturnRoutabilityCheck = 27,
}

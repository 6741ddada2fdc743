namespace TlsDissect;

/// <summary>
/// Why a connection is not, or not fully, decrypted. The list is closed; <see cref="DecryptionReasons"/> has each value's name in JSON and the
/// sentence that says what would help.
/// </summary>
public enum DecryptionReason
{
    /// <summary>No key was given that could help.</summary>
    NoKey,

    /// <summary>A key log was given, but it lacks this connection's secrets.</summary>
    NotInKeyLog,

    /// <summary>Keys were given, but nothing verifies what they give: they are not this connection's, or it is not as it was sent.</summary>
    KeyMismatch,

    /// <summary>Not all keys were tried, as <see cref="DissectorOptions.MaxTrialBytes"/> or <see cref="DissectorOptions.MaxTrialBytesInAll"/> was used up.</summary>
    NotTried,

    /// <summary>An ephemeral key exchange: an RSA key cannot open it, a key log could.</summary>
    ForwardSecrecy,

    /// <summary>The ClientHello is not in the capture, and with it the client random.</summary>
    MissingClientHello,

    /// <summary>The ServerHello is not in the capture, and with it the server random and the suite.</summary>
    MissingServerHello,

    /// <summary>The ClientKeyExchange is not in the capture, and with it the encrypted premaster secret.</summary>
    MissingKeyExchange,

    /// <summary>The session was made in a connection that the capture does not hold.</summary>
    ResumedFromUnseenSession,

    /// <summary>The suite's cipher, mode or MAC is not supported, or the suite is not known.</summary>
    UnsupportedCipherSuite,

    /// <summary>The secret was verified by other records or a binder, but a record's MAC or tag does not verify.</summary>
    BadRecordMac,

    /// <summary>Bytes are missing from the capture and what follows could not be taken up again.</summary>
    StreamGap,

    /// <summary>Bytes of the stream could not be read as TLS records.</summary>
    SkippedBytes,

    /// <summary>A record in the clear, or a message out of its place, was not read: its sender cannot have sent it there.</summary>
    UnprotectedRecord,

    /// <summary>Nothing was sent under protection: there is nothing to decrypt.</summary>
    NoApplicationData,

    /// <summary>An internal error of this library. The connection was not read further (<see cref="IConnectionSink.OnInternalError"/>).</summary>
    InternalError,
}

namespace TlsDissect;

/// <summary>
/// Why a connection is not, or not fully, decrypted. <see cref="ConnectionSummary.Explain"/> turns it into a sentence with advice.
/// </summary>
public enum DecryptionReason
{
    /// <summary>No key was given that could help.</summary>
    NoKey,

    /// <summary>A key log was given, but it lacks this connection's secrets.</summary>
    NotInKeyLog,

    /// <summary>
    /// Keys were given, but nothing decrypted with them verifies. They belong to another connection, or its records or handshake were
    /// changed.
    /// </summary>
    KeyMismatch,

    /// <summary>
    /// Not all keys were tried, because <see cref="DissectorOptions.MaxTrialBytes"/> or <see cref="DissectorOptions.MaxTrialBytesInAll"/>
    /// was used up.
    /// </summary>
    NotTried,

    /// <summary>The key exchange is ephemeral. An RSA key cannot decrypt it; a key log can.</summary>
    ForwardSecrecy,

    /// <summary>The ClientHello, and therefore the client random, is not in the capture.</summary>
    MissingClientHello,

    /// <summary>The ServerHello, and therefore the server random and the cipher suite, is not in the capture.</summary>
    MissingServerHello,

    /// <summary>The ClientKeyExchange, and therefore the encrypted premaster secret, is not in the capture.</summary>
    MissingKeyExchange,

    /// <summary>The connection resumes a session whose full handshake is not in the capture.</summary>
    ResumedFromUnseenSession,

    /// <summary>The cipher suite is unknown, or its cipher, mode or MAC is not supported.</summary>
    UnsupportedCipherSuite,

    /// <summary>The secret was verified by other records or a binder, but a record's MAC or tag does not verify.</summary>
    BadRecordMac,

    /// <summary>Bytes are missing from the capture, and decryption could not be resynchronized after them.</summary>
    StreamGap,

    /// <summary>Bytes of a stream or of datagrams could not be read as records or packets.</summary>
    SkippedBytes,

    /// <summary>
    /// A record in the clear or a message out of order was not read, because its sender cannot have sent it at this point.
    /// </summary>
    UnprotectedRecord,

    /// <summary>No protected record was sent, so there is nothing to decrypt.</summary>
    NoApplicationData,

    /// <summary>
    /// An internal error of this library. The connection was not read further (<see cref="IConnectionSink.OnInternalError"/>).
    /// </summary>
    InternalError,
}

namespace TlsDissect.Connections;

/// <summary>The names of <see cref="DecryptionReason"/> in JSON, and the sentence for a person.</summary>
public static class DecryptionReasons
{
    /// <summary>The value of <c>decryption.reason</c>.</summary>
    public static string JsonName(this DecryptionReason reason) => reason switch
    {
        DecryptionReason.NoKey => "no_key",
        DecryptionReason.KeyMismatch => "key_mismatch",
        DecryptionReason.ForwardSecrecy => "forward_secrecy",
        DecryptionReason.MissingClientHello => "missing_client_hello",
        DecryptionReason.MissingServerHello => "missing_server_hello",
        DecryptionReason.MissingKeyExchange => "missing_key_exchange",
        DecryptionReason.ResumedFromUnseenSession => "resumed_from_unseen_session",
        DecryptionReason.UnsupportedCipherSuite => "unsupported_cipher_suite",
        DecryptionReason.BadRecordMac => "bad_record_mac",
        DecryptionReason.StreamGap => "stream_gap",
        DecryptionReason.NoApplicationData => "no_application_data",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

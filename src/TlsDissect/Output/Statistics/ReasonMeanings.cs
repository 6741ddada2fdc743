namespace TlsDissect.Output.Statistics;

/// <summary>What each <see cref="DecryptionReason"/> means, in a few words.</summary>
internal static class ReasonMeanings
{
    private static readonly Dictionary<string, string> ByName =
        Enum.GetValues<DecryptionReason>().ToDictionary(reason => reason.JsonName(), Of);

    /// <summary>Returns the meaning of a reason by its JSON name; empty if there is no such reason.</summary>
    public static string Of(string name) => ByName.GetValueOrDefault(name, "");

    private static string Of(DecryptionReason reason) => reason switch
    {
        DecryptionReason.NoKey => "no key was given that could help",
        DecryptionReason.NotInKeyLog => "the key log has no secret for them",
        DecryptionReason.KeyMismatch => "the given keys decrypt no record",
        DecryptionReason.NotTried => "the limit on trial decryption was used up",
        DecryptionReason.ForwardSecrecy => "the keys are ephemeral: only a key log helps",
        DecryptionReason.MissingClientHello => "the ClientHello is not in the capture",
        DecryptionReason.MissingServerHello => "the ServerHello is not in the capture",
        DecryptionReason.MissingKeyExchange => "the ClientKeyExchange is not in the capture",
        DecryptionReason.ResumedFromUnseenSession => "the session began in a connection that is not in the capture",
        DecryptionReason.UnsupportedCipherSuite => "the cipher suite is not supported, or not known",
        DecryptionReason.BadRecordMac => "some records do not authenticate",
        DecryptionReason.StreamGap => "packets are missing from the capture",
        DecryptionReason.SkippedBytes => "some bytes are not TLS records",
        DecryptionReason.UnprotectedRecord => "some records are in the clear although keys are in use",
        DecryptionReason.NoApplicationData => "nothing was sent encrypted",
        DecryptionReason.InternalError => "an internal error of tlsdissect",
        _ => "",
    };
}

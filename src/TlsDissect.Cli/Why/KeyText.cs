using System.Globalization;
using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Why;

/// <summary>The sentence that says which connections a key fits.</summary>
/// <param name="facts">What the capture has beside the keys.</param>
internal sealed class KeyText(CaptureFacts facts)
{
    /// <summary>Limit on the identities that are named.</summary>
    private const int MaxIdentities = 3;

    /// <summary>The kind of a key, as a word.</summary>
    public static string Kind(KeyFit key) => key.Kind switch
    {
        SecretSource.RsaKey => key.PublicKey!,
        SecretSource.StaticDhKey => $"static {key.PublicKey}",
        SecretSource.KeyLog => "key log",
        SecretSource.SecretsBlock => "secrets block",
        SecretSource.F5Trailer => "F5 trailers",
        _ => key.Keys == 1 ? "pre-shared key" : $"{key.Keys.ToString("N0", CultureInfo.InvariantCulture)} pre-shared keys",
    };

    /// <summary>The name of a key, escaped.</summary>
    public static string Name(KeyFit key) => key.Name is string name ? WireText.Name(name) : "(any identity)";

    /// <summary>Which connections it fits, which of them it decrypts, and why not the others.</summary>
    public string Of(KeyFit key) => key switch
    {
        { Contents: KeyLogContents contents } => OfLog(key, contents),
        { PublicKey: not null } => OfPrivateKey(key),
        _ => OfPreSharedKey(key),
    };

    /// <summary>The certificate beside a key, with its end.</summary>
    private static string Own(CertificateDetails certificate)
    {
        string end = certificate.NotAfter is { } time ? $", valid to {time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        return $"{new CertificateFit(certificate)}{end}";
    }

    private string OfPrivateKey(KeyFit key)
    {
        if (key.Connections > 0)
        {
            CertificateFit[] certificates = [.. key.Certificates];
            string more = certificates.Length > 1 ? $" and {Plural.Of(certificates.Length - 1, "more certificate")}" : "";
            return $"belongs to {certificates[0]}{more}; {Tally(key)}";
        }

        if (key.Decrypted > 0) return $"decrypts {Plural.Of(key.Decrypted, "connection")}, without a certificate in the capture";
        return $"{Stranger()}{(key.Own is null ? "" : $"; the certificate beside it is {Own(key.Own)}")}";
    }

    /// <summary>For a private key of no certificate in the capture.</summary>
    private string Stranger()
    {
        string hidden = facts.HiddenCertificates > 0
            ? $"{Plural.Of(facts.HiddenCertificates, "connection")} of TLS 1.3 {(facts.HiddenCertificates == 1 ? "hides" : "hide")} it"
            : "";
        if (facts.Certificates == 0)
            return $"no server's certificate is in the capture to compare it with{(hidden.Length > 0 ? $": {hidden}" : "")}";
        string none = facts.Certificates == 1
            ? "does not belong to the server's certificate in the capture"
            : $"belongs to none of the {facts.CertificateCount} servers' certificates in the capture";
        return hidden.Length > 0 ? $"{none}; {hidden}" : none;
    }

    private string OfLog(KeyFit key, KeyLogContents contents)
    {
        if (contents.Secrets == 0)
        {
            return contents.InvalidLines switch
            {
                0 => "contains no secrets",
                1 => "contains no secrets: 1 line is not a key log entry",
                long lines => $"contains no secrets: {lines.ToString("N0", CultureInfo.InvariantCulture)} lines are not key log entries",
            };
        }

        string connections = contents.Connections > KeyLogCensus.MaxConnections
            ? $"more than {Plural.Of(KeyLogCensus.MaxConnections, "connection")}"
            : Plural.Of(contents.Connections, "connection");
        string labels = string.Join(", ",
            contents.ByLabel.Select(one => $"{one.Secrets.ToString("N0", CultureInfo.InvariantCulture)} {one.Label}"));
        string head = $"{Plural.Of(contents.Secrets, "secret")} of {connections} ({labels})";
        if (key.Connections == 0 && key.Decrypted == 0)
            return $"{head}; none of them is in the capture: another program wrote it, or it did so at another time";
        string tally = Tally(key);
        return key.Connections == 0
            ? $"{head}; {tally}"
            : $"{head}; has {Number(key.Connections)} of the capture's {Plural.Of(facts.Connections, "connection")}; {tally}";
    }

    private string OfPreSharedKey(KeyFit key)
    {
        if (key.Connections > 0)
            return $"{(key.Name is null ? "is tried for" : "is the identity of")} {Plural.Of(key.Connections, "connection")}; {Tally(key)}";
        if (key.Decrypted > 0) return $"decrypts {Plural.Of(key.Decrypted, "connection")}";
        if (facts.Identities.Count == 0) return "no connection uses a pre-shared key";
        string seen = string.Join(", ", facts.Identities.Take(MaxIdentities).Select(WireText.Name));
        return $"no connection has this identity; the capture has {seen}{(facts.Identities.Count > MaxIdentities ? " and others" : "")}";
    }

    /// <summary>How many connections it decrypts, and what of the others that belong to it.</summary>
    private static string Tally(KeyFit key)
    {
        List<string> parts = [];
        if (key.Decrypted > 0 || key.ByAnother + key.Ephemeral + key.Reasons.Count == 0)
            parts.Add($"decrypts {Plural.Of(key.Decrypted, "connection")}");
        if (key.ByAnother > 0) parts.Add(Part(key.ByAnother, "is decrypted by another key", "are decrypted by another key"));
        if (key.Ephemeral > 0)
            parts.Add(Part(key.Ephemeral, "uses ephemeral keys (forward secrecy) and needs a key log",
                "use ephemeral keys (forward secrecy) and need a key log"));
        IEnumerable<string> others = key.Reasons.GroupBy(reason => Phrase(reason.Key), reason => reason.Value)
            .Select(same => Part(same.Sum(), same.Key.One, same.Key.Many));
        return string.Join(", ", parts.Concat(others));
    }

    private static string Part(long count, string one, string many) => $"{Plural.Of(count, "connection")} {(count == 1 ? one : many)}";

    private static (string One, string Many) Phrase(DecryptionReason reason) => reason switch
    {
        DecryptionReason.NotInKeyLog => ("lacks some of its secrets here", "lack some of their secrets here"),
        DecryptionReason.KeyMismatch => ("does not verify with it", "do not verify with it"),
        DecryptionReason.ResumedFromUnseenSession => ("resumes a session from before the capture",
            "resume sessions from before the capture"),
        DecryptionReason.NoApplicationData => ("sent nothing encrypted", "sent nothing encrypted"),
        DecryptionReason.MissingClientHello or DecryptionReason.MissingServerHello or DecryptionReason.MissingKeyExchange =>
            ("lacks a part of its handshake", "lack a part of their handshake"),
        DecryptionReason.StreamGap or DecryptionReason.BadRecordMac or DecryptionReason.SkippedBytes =>
            ("lacks packets or has damaged ones", "lack packets or have damaged ones"),
        _ => ($"stays encrypted ({reason.JsonName()})", $"stay encrypted ({reason.JsonName()})"),
    };

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

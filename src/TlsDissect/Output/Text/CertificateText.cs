using System.Globalization;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Output.Text;

/// <summary>A side's certificates as fields of a block.</summary>
internal static class CertificateText
{
    /// <summary>Writes a side's own certificate, or raw public key; nothing if it has none.</summary>
    public static void Write(FieldWriter fields, string side, IReadOnlyList<CertificateDetails> chain, CertificateJudgement? judgement)
    {
        if (chain.Count == 0) return;
        CertificateDetails own = chain[0];
        if (own.IsRawPublicKey)
        {
            fields.Write($"{side} key", $"{WireText.Escape(own.PublicKey)}, raw, without a certificate");
            return;
        }

        fields.Write($"{side} cert", $"{WireText.DistinguishedName(own.Subject)}, issued by {WireText.DistinguishedName(own.Issuer)}");
        fields.Write("",
            $"{WireText.Escape(own.PublicKey)}, {WireText.Escape(own.SignatureAlgorithm)}, valid {Day(own.NotBefore)} to " +
                $"{Day(own.NotAfter)}{(judgement is null ? "" : $", {JudgementText.Chain(judgement)}")}");
        if (own.SubjectAltNames.Length > 0) fields.Write("", $"for {string.Join(", ", own.SubjectAltNames.Select(WireText.Name))}");
        WriteMalformed(fields, own);
    }

    /// <summary>Writes every certificate of a side with all that was read of it.</summary>
    public static void WriteChain(FieldWriter fields, string side, IReadOnlyList<CertificateDetails> chain)
    {
        for (int i = 0; i < chain.Count; i++)
        {
            CertificateDetails certificate = chain[i];
            fields.Write($"{side} {(certificate.IsRawPublicKey ? "key" : $"cert {i + 1}")}",
                $"SHA-256 {HelloDetails.Hex(certificate.Sha256)}");
            string signature = certificate.SignatureAlgorithm.Length > 0
                ? $", signed with {WireText.Escape(certificate.SignatureAlgorithm)}"
                : "";
            if (!certificate.IsRawPublicKey)
            {
                fields.Write("", $"subject {WireText.DistinguishedName(certificate.Subject)}");
                fields.Write("", $"issuer {WireText.DistinguishedName(certificate.Issuer)}");
                fields.Write("", $"serial {WireText.Escape(certificate.Serial)}");
                fields.Write("", $"valid {Second(certificate.NotBefore)} to {Second(certificate.NotAfter)}");
            }

            fields.Write("",
                $"public key {WireText.Escape(certificate.PublicKey)}{signature}{(certificate.IsRawPublicKey
                    ? ", raw, without a certificate"
                    : "")}");
            if (certificate.SubjectAltNames.Length > 0)
                fields.Write("", $"for {string.Join(", ", certificate.SubjectAltNames.Select(WireText.Name))}");
            WriteMalformed(fields, certificate);
        }
    }

    private static void WriteMalformed(FieldWriter fields, CertificateDetails certificate)
    {
        if (certificate.Malformed is not null) fields.WriteBad("", $"malformed: {WireText.EscapeMessage(certificate.Malformed)}");
    }

    private static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    private static string Second(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "?";
}

using TlsDissect.Messages.Certificates;
using TlsDissect.Output;

namespace TlsDissect.Cli.Why;

/// <summary>A server's certificate, and the number of connections in which the server sent it.</summary>
internal sealed class CertificateFit
{
    private const int ShownDigits = 16;

    public CertificateFit(CertificateDetails certificate)
    {
        Sha256 = Convert.ToHexStringLower(certificate.Sha256.Span);
        Subject = certificate.Subject;
        IsRawPublicKey = certificate.IsRawPublicKey;
    }

    /// <summary>SHA-256 in hex.</summary>
    public string Sha256 { get; }

    /// <summary>Hostile text.</summary>
    public string Subject { get; }

    public bool IsRawPublicKey { get; }

    public long Connections { get; set; }

    /// <summary>Subject and the start of the SHA-256, for text.</summary>
    public override string ToString() =>
        $"{(IsRawPublicKey ? "a raw public key" : WireText.DistinguishedName(Subject))} (SHA-256 {Sha256[..ShownDigits]}...)";

    /// <summary>Adds the connections of a certificate, unless there are too many certificates.</summary>
    public static void Add(Dictionary<string, CertificateFit> certificates, CertificateFit added, int most)
    {
        if (certificates.TryGetValue(added.Sha256, out CertificateFit? known)) known.Connections += added.Connections;
        else if (certificates.Count < most) certificates[added.Sha256] = added;
    }
}

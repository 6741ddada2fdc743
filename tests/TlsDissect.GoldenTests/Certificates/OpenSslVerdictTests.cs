using System.Globalization;
using System.Security.Cryptography;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Certificates;

/// <summary>OpenSSL as the oracle: <c>openssl verify -attime</c> for chains, <c>openssl ocsp</c> for responses.</summary>
public class OpenSslVerdictTests
{
    private sealed record SentChain(IReadOnlyList<CertificateDetails> Certificates, Sender Side, long Time, CertificateJudgement Judgement,
        string Case);

    [NeedsFact("openssl")]
    public void Openssl_agrees_on_every_chain_of_the_captures()
    {
        using TemporaryFolder folder = new();
        string roots = folder["roots.pem"];
        File.WriteAllText(roots, string.Concat(Roots().Select(File.ReadAllText)));
        FindingOptions options = new() { Authorities = new TrustedAuthorities().AddFile(roots) };
        List<string> differences = [];
        Dictionary<string, SentChain> chains = Chains(options);
        foreach (SentChain chain in chains.Values)
        {
            string own = folder["own.pem"], others = folder["others.pem"];
            File.WriteAllText(own, Pem(chain.Certificates.Take(1)));
            File.WriteAllText(others, Pem(chain.Certificates.Skip(1)));
            string[] untrusted = chain.Certificates.Count > 1 ? ["-untrusted", others] : [];
            RunResult result = OtherProcess.Run("openssl", folder.Path, null, ["verify", "-CAfile", roots, .. untrusted, "-attime",
                chain.Time.ToString(CultureInfo.InvariantCulture), "-purpose", chain.Side == Sender.Server ? "sslserver" : "sslclient",
                own]);
            bool trusted = chain.Judgement.Chain == ChainVerdict.Trusted;
            if (trusted != (result.Code == 0))
            {
                differences.Add($"{chain.Case}: {chain.Judgement.Chain} {string.Join(',', chain.Judgement.Problems)}" +
                    $"{chain.Judgement.NotJudged}, openssl: {result.Errors}");
            }
        }

        Assert.True(chains.Count > 50, "hardly any chain was found");
        Assert.Contains(chains.Values, chain => chain.Judgement.Chain == ChainVerdict.Trusted);
        Assert.Empty(differences);
    }

    [NeedsFact("openssl")]
    public void Openssl_agrees_on_names()
    {
        using TemporaryFolder folder = new();
        int compared = 0;
        foreach (string name in new[] { "judged-names", "judged-clean", "ev-certificate", "mutual-tls12" })
        {
            foreach (ConnectionSummary connection in JudgedCapture.Read(name).Connections)
            {
                if (connection.ServerJudgement is not { Name: string asked, NameMatches: bool matches }) continue;
                string own = folder["own.pem"];
                File.WriteAllText(own, Pem(connection.ServerCertificates.Take(1)));
                string check = connection.ServerName is null ? "-checkip" : "-checkhost";
                RunResult result = OtherProcess.Run("openssl", folder.Path, null, "x509", "-noout", "-in", own, check, asked);
                Assert.Equal(matches, result.Text.Contains("does match", StringComparison.Ordinal));
                compared++;
            }
        }

        Assert.True(compared > 10);
    }

    [NeedsTheory("openssl")]
    [InlineData("good.der")]
    [InlineData("delegated.der")]
    [InlineData("revoked.der")]
    public void Openssl_reads_the_same_from_a_response(string file)
    {
        CaptureCase of = CaptureCase.Of("judged-staples");
        OcspResponse response = OcspResponse.Parse(File.ReadAllBytes(of.FileNamed(file)));
        RunResult result = OtherProcess.Run("openssl", of.Folder, null, "ocsp", "-respin", file, "-CAfile", "root.pem", "-resp_text",
            "-attime", response.ProducedAt!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        string text = result.Text;
        OcspStatus status = Assert.Single(response.Statuses);
        Assert.Null(response.Malformed);
        Assert.Contains("Response verify OK", result.Errors);
        Assert.Contains($"Cert Status: {status.Status.ToString().ToLowerInvariant()}\n", text);
        Assert.Contains($"Serial Number: {status.Serial.ToUpperInvariant()}\n", text);
        Assert.Contains($"Issuer Name Hash: {Convert.ToHexString(status.IssuerNameHash)}\n", text);
        Assert.Contains($"Issuer Key Hash: {Convert.ToHexString(status.IssuerKeyHash)}\n", text);
        Assert.Contains($"Produced At: {Time(response.ProducedAt)}\n", text);
        Assert.Contains($"This Update: {Time(status.ThisUpdate)}\n", text);
        Assert.Contains($"Next Update: {Time(status.NextUpdate)}\n", text);
        Assert.Equal(status.Status == RevocationStatus.Revoked, text.Contains($"Revocation Time: {Time(status.RevokedAt)}\n",
            StringComparison.Ordinal));
    }

    /// <summary>As OpenSSL writes a time: <c>Nov  9 01:02:03 2026 GMT</c>.</summary>
    private static string Time(DateTimeOffset? time)
    {
        if (time is not DateTimeOffset known) return "none";
        string day = known.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        return $"{known.UtcDateTime.ToString("MMM", CultureInfo.InvariantCulture)} {day} " +
            known.UtcDateTime.ToString("HH:mm:ss yyyy 'GMT'", CultureInfo.InvariantCulture);
    }

    /// <summary>The authorities of the captures.</summary>
    private static IEnumerable<string> Roots() =>
    [
        Path.Combine(Repository.Captures, "tools", "keys", "ca.pem"),
        .. new[] { "judged-trust", "judged-staples", "judged-stacks" }.Select(name => CaptureCase.Of(name).FileNamed("root.pem")),
    ];

    private static Dictionary<string, SentChain> Chains(FindingOptions options)
    {
        Dictionary<string, SentChain> chains = [];
        foreach (string name in CaptureCase.Names().Where(name => new FileInfo(CaptureCase.Of(name).Capture).Length < 200_000))
        {
            foreach (ConnectionSummary connection in JudgedCapture.Read(name, options).Connections)
            {
                Add(connection, connection.ServerCertificates, connection.ServerJudgement, Sender.Server, name);
                Add(connection, connection.ClientCertificates, connection.ClientJudgement, Sender.Client, name);
            }
        }

        return chains;

        void Add(ConnectionSummary connection, IReadOnlyList<CertificateDetails> sent, CertificateJudgement? judgement, Sender side,
            string name)
        {
            if (judgement is null || connection.First.Time.Nanoseconds <= 0) return;
            string key = side + string.Concat(sent.Select(certificate => Convert.ToHexString(certificate.Sha256.Span)));
            chains.TryAdd(key, new SentChain(sent, side, connection.First.Time.Nanoseconds / 1_000_000_000, judgement, name));
        }
    }

    private static string Pem(IEnumerable<CertificateDetails> certificates) =>
        string.Concat(certificates.Select(certificate => PemEncoding.WriteString("CERTIFICATE", certificate.Der.Span) + "\n"));
}

using System.Security.Cryptography.X509Certificates;
using TlsDissect.Findings.Chains;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Findings;

public class ChainTableTests
{
    [Fact]
    public void The_same_chain_is_judged_once()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        ChainTable table = new();
        JudgedChain first = table.Get([MadeCertificates.Details(own)], Sender.Server);
        Assert.Same(first, table.Get([MadeCertificates.Details(own)], Sender.Server)); // Parsed again, the same content.
        Assert.NotSame(first, table.Get([MadeCertificates.Details(own)], Sender.Client));
        Assert.NotSame(first, table.Get([MadeCertificates.Details(own), MadeCertificates.Details(own)], Sender.Server));
    }

    /// <summary>Chains whose first certificates are the same are told apart by the others.</summary>
    [Fact]
    public void All_certificates_decide()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        using X509Certificate2 a = MadeCertificates.Make("a", null), b = MadeCertificates.Make("b", null);
        ChainTable table = new();
        JudgedChain first = table.Get([MadeCertificates.Details(own), MadeCertificates.Details(a)], Sender.Server);
        JudgedChain second = table.Get([MadeCertificates.Details(own), MadeCertificates.Details(b)], Sender.Server);
        Assert.Equal("CN=b", second.Certificates[1].Subject);
        Assert.NotSame(first, second);
        Assert.Equal(second.Bytes, table.Held);
    }

    [Fact]
    public void It_is_bounded()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        CertificateDetails details = MadeCertificates.Details(own);
        MemoryBudget memory = new(64 << 20);
        ChainTable table = new(memory);
        int all = 0;
        for (int i = 0; all < 3 * table.MaxBytes; i++)
        {
            byte[] hash = new byte[32];
            BitConverter.TryWriteBytes(hash, (long)i);
            all += table.Get([details with { Sha256 = hash }], Sender.Server).Bytes;
            Assert.InRange(table.Held, 1, table.MaxBytes);
            Assert.InRange(memory.HeldBytes, table.Held - (64 << 10), table.Held + (64 << 10)); // Told in steps.
        }

        Assert.Equal((64 << 20) / 32, table.MaxBytes);
    }

    [Fact]
    public void The_path_follows_the_issuers_whatever_the_order()
    {
        using X509Certificate2 root = MadeCertificates.Make("root", null, true), between = MadeCertificates.Make("between", root, true);
        using X509Certificate2 own = MadeCertificates.Make("own", between);
        JudgedChain chain = new(
            [MadeCertificates.Details(own), MadeCertificates.Details(root), MadeCertificates.Details(between)], Sender.Server);
        Assert.Equal([0, 2, 1], chain.Path.ToArray());
    }

    /// <summary>Two certificates that issue each other, as an attacker may send them, end the path.</summary>
    [Fact]
    public void A_circle_ends()
    {
        using X509Certificate2 a = MadeCertificates.Make("a", null, true), b = MadeCertificates.Make("b", null, true);
        using X509Certificate2 one = MadeCertificates.Make("a", b, true), other = MadeCertificates.Make("b", a, true);
        JudgedChain chain = new([MadeCertificates.Details(one), MadeCertificates.Details(other)], Sender.Server);
        Assert.Equal([0, 1], chain.Path.ToArray());
    }

    /// <summary>The same chain at other times: each time its own verdict, although it is kept.</summary>
    [Fact]
    public void A_kept_verdict_is_for_its_time_only()
    {
        using TemporaryPem root = new(MadeCertificates.Make("root", null, true));
        using X509Certificate2 own = MadeCertificates.Make("own", root.Certificate);
        ChainVerifier verifier = new(new TrustedAuthorities().AddFile(root.Path));
        JudgedChain chain = new([MadeCertificates.Details(own)], Sender.Server);
        foreach (int day in (int[])[-1, 10, 400, 10, -1, 11])
        {
            ChainResult result = chain.Result(verifier, MadeCertificates.From.AddDays(day));
            Assert.Equal(day is 10 or 11 ? ChainVerdict.Trusted : ChainVerdict.Untrusted, result.Verdict);
            string[] problems = day is 10 or 11 ? [] : ["time"];
            Assert.Equal(problems, result.Problems.ToArray());
        }

        Assert.Same(chain.Result(verifier, MadeCertificates.From.AddDays(1)), chain.Result(verifier, MadeCertificates.From.AddDays(2)));
        Assert.Equal(ChainVerdict.NotChecked, chain.Result(null, MadeCertificates.From).Verdict);
    }

    /// <summary>Where packets have no time, validity is not judged, whatever other captures with the same chain show.</summary>
    [Fact]
    public void A_verdict_without_a_time_is_kept_apart()
    {
        using TemporaryPem root = new(MadeCertificates.Make("root", null, true));
        using X509Certificate2 own = MadeCertificates.Make("own", root.Certificate);
        ChainVerifier verifier = new(new TrustedAuthorities().AddFile(root.Path));
        JudgedChain chain = new([MadeCertificates.Details(own)], Sender.Server);
        foreach (int? day in (int?[])[null, 400, null, 10, null, -1, null])
        {
            ChainResult result = chain.Result(verifier, day is int known ? MadeCertificates.From.AddDays(known) : null);
            Assert.Equal(day is null or 10 ? ChainVerdict.Trusted : ChainVerdict.Untrusted, result.Verdict);
        }
    }

    [Fact]
    public void What_dotnet_refuses_is_not_judged()
    {
        using TemporaryPem root = new(MadeCertificates.Make("root", null, true));
        ChainVerifier verifier = new(new TrustedAuthorities().AddFile(root.Path));
        JudgedChain chain = new([CertificateParser.Parse([0x30, 3, 2, 1, 1])], Sender.Server);
        ChainResult result = chain.Result(verifier, MadeCertificates.From);
        Assert.Equal(ChainVerdict.NotJudged, result.Verdict);
        Assert.NotNull(result.Reason);
        Assert.Null(chain.Matches("server.example"));
    }

    [Theory]
    [InlineData("own", true)]
    [InlineData("OWN", true)]
    [InlineData("other", false)]
    [InlineData("not a name\u0000", null)]
    [InlineData("", null)]
    public void Names_are_compared_as_dotnet_does(string name, bool? matches)
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        JudgedChain chain = new([MadeCertificates.Details(own)], Sender.Server);
        Assert.Equal(matches, chain.Matches(name));
        Assert.Equal(matches, chain.Matches(name)); // Remembered.
        for (int i = 0; i < 200; i++) chain.Matches($"n{i}");
        Assert.Equal(matches, chain.Matches(name));
    }
}

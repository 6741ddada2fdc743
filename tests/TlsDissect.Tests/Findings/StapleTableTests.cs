using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using TlsDissect.Findings.Chains;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Findings;

public class StapleTableTests
{
    private static readonly byte[] Response = File.ReadAllBytes(Path.Combine(Repository.CaseFolder("judged-staples"), "good.der"));

    /// <summary>The same response with two chains in turn: each is judged once.</summary>
    [Fact]
    public void A_response_is_judged_once_with_each_chain()
    {
        using X509Certificate2 a = MadeCertificates.Make("a", null), b = MadeCertificates.Make("b", null);
        JudgedChain one = new([MadeCertificates.Details(a)], Sender.Server), other = new([MadeCertificates.Details(b)], Sender.Server);
        StapleTable table = new([]);
        JudgedResponse first = table.Get(one, Response), second = table.Get(other, Response);
        Assert.NotSame(first, second);
        Assert.Same(first, table.Get(one, (byte[])[.. Response]));
        Assert.Same(second, table.Get(other, (byte[])[.. Response]));
        Assert.NotSame(first, table.Get(one, (byte[])[.. Response[..^1], (byte)~Response[^1]]));
    }

    /// <summary>A chain may be large, and is not counted here.</summary>
    [Fact]
    public void The_chain_is_not_kept_alive()
    {
        StapleTable table = new([]);
        WeakReference chain = Judged(table);
        GC.Collect();
        Assert.False(chain.IsAlive);
        Assert.NotEqual(0, table.Held);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Judged(StapleTable table)
    {
        using X509Certificate2 a = MadeCertificates.Make("a", null);
        JudgedChain chain = new([MadeCertificates.Details(a)], Sender.Server);
        table.Get(chain, Response);
        return new WeakReference(chain);
    }

    [Fact]
    public void It_is_bounded()
    {
        using X509Certificate2 a = MadeCertificates.Make("a", null);
        JudgedChain chain = new([MadeCertificates.Details(a)], Sender.Server);
        MemoryBudget memory = new();
        StapleTable table = new([], memory);
        byte[] large = new byte[table.MaxBytes / 6];
        for (int i = 0; i < 20; i++)
        {
            large[^1] = (byte)i;
            table.Get(chain, (byte[])[.. large]);
            Assert.InRange(table.Held, 1, table.MaxBytes);
            Assert.InRange(memory.HeldBytes, table.Held - (64 << 10), table.Held + (64 << 10)); // Told in steps.
        }
    }
}

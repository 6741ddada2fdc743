using System.Security.Cryptography;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Bytes are counted as the heap counts them, and what does not fit makes room.</summary>
[Collection(MeasuredAlone.Name)]
public class MemoryBudgetTests
{
    private static readonly CapturedConversation Rsa = CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256");

    private static readonly Dictionary<string, (int Count, Action<Crowd.Speaker> Say)> Kinds = new()
    {
        ["SYN"] = (20_000, one => one.Syn()),
        ["SYN and answer"] = (20_000, one => one.Open()),
        ["hello"] = (3000, one => one.Open().Client(Crowd.ClientHello(one.Number))),
        ["hello with 1,000 extensions"] = (300, one => one.Open().Client(Crowd.ClientHello(one.Number, moreExtensions: 1000))),
        ["hello with 1,000 extensions, kept"] =
            (300, one => one.Open().Client(Crowd.ClientHello(one.Number, moreExtensions: 1000))),
        ["change_cipher_specs, kept"] = (500, one => Changes(one.Open().Client(Crowd.ClientHello(one.Number)), 100)),
        ["half a hello"] = (3000, one => one.Open().Client(Crowd.ClientHello(one.Number, moreExtensions: 300).AsSpan(0, 1200))),
        ["bytes behind a hole"] = (3000, one => one.Open().ClientLater(100, new byte[1200]).ClientLater(3000, new byte[1])),
        ["small pieces behind holes"] = (600, one => Pieces(one.Open())),
        ["alerts"] = (1000, one => Alerts(one.Open().Client(Crowd.ClientHello(one.Number)), 50)),
        ["change_cipher_specs"] = (500, one => Changes(one.Open().Client(Crowd.ClientHello(one.Number)), 100)),
        ["violations"] = (500, one => Violations(one.Open().Client(Crowd.ClientHello(one.Number)), 100)),
        ["certificates, each another"] = (300, one => one.Open().Client(Crowd.ClientHello(one.Number)).Server(Certificates(one.Number))),
        ["certificates, identical"] = (1000, one => one.Open().Client(Crowd.ClientHello(one.Number)).Server(Certificates(0))),
        ["resting"] = (3000, one => one.Open().Say(Rsa)),
        ["text before TLS"] = (1000, one => one.Open().Client(new byte[3000]).Server(new byte[1000])),
        ["other data"] = (1000, one => one.Open().Client(new byte[700]).Server(new byte[3000])),
        ["STARTTLS and a hello"] = (1000, one => one.Open().Client("EHLO client\r\nSTARTTLS\r\n"u8)
            .Server("220 hi\r\n250 STARTTLS\r\n220 go\r\n"u8).Client(Crowd.ClientHello(one.Number))),
    };

    public static TheoryData<string> AllKinds => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void What_is_counted_is_what_the_heap_holds(string kind)
    {
        (double counted, double real) = MeasuredAlone.Growth(() => Measure(kind), growth => IsCounted(growth.Counted, growth.Real));
        Assert.True(IsCounted(counted, real), $"{counted:0} bytes are counted for each, and it takes {real:0}");
    }

    private static bool IsCounted(double counted, double real) => counted / real is > 0.75 and < 1.35;

    private static (double Counted, double Real) Measure(string kind)
    {
        (int count, Action<Crowd.Speaker> say) = Kinds[kind];
        Crowd crowd = new(Options(kind)) { WantsText = kind == "text before TLS" };
        crowd.Add(300, say);
        (long heap, long held) = (GC.GetTotalMemory(forceFullCollection: true), crowd.Memory.HeldBytes);
        crowd.Add(count, say);
        double real = (GC.GetTotalMemory(forceFullCollection: true) - heap) / (double)count;
        double counted = (crowd.Memory.HeldBytes - held) / (double)count;
        crowd.Complete();
        Assert.Equal(0, crowd.Memory.HeldBytes);
        return (counted, real);
    }

    private static DissectorOptions Options(string kind) => new()
    {
        Memory = new MemoryBudget(long.MaxValue),
        KeepMessages = kind.EndsWith(", kept", StringComparison.Ordinal),
    };

    /// <summary>The heap, and OpenSSL's contexts outside of it.</summary>
    [Fact]
    public void What_is_decrypted_is_counted_too()
    {
        (double counted, double real) =
            MeasuredAlone.Growth(MeasureDecrypted, growth => growth.Counted >= growth.Real && growth.Counted <= growth.Real + MostOutside);
        Assert.InRange(counted, real, real + MostOutside);
    }

    private const int MostOutside = 8000;

    private static (double Counted, double Real) MeasureDecrypted()
    {
        Crowd crowd = new(new DissectorOptions { Memory = new MemoryBudget(long.MaxValue) }, Rsa.Keys);
        crowd.Add(300, one => one.Open().Say(Rsa));
        (long heap, long held) = (GC.GetTotalMemory(forceFullCollection: true), crowd.Memory.HeldBytes);
        crowd.Add(500, one => one.Open().Say(Rsa));
        double real = (GC.GetTotalMemory(forceFullCollection: true) - heap) / 500.0;
        return ((crowd.Memory.HeldBytes - held) / 500.0, real);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void What_is_over_is_not_counted_any_more(string kind)
    {
        DissectorOptions options = new()
        {
            Memory = new MemoryBudget(long.MaxValue),
            Handshake = new() { MaxCachedCertificates = 0 },
            Tcp = new TcpLimits { LingerPackets = 10, LingerTime = TimeSpan.FromMilliseconds(1), IdleTimeout = TimeSpan.FromSeconds(1) },
        };
        Crowd crowd = new(options) { WantsText = kind == "text before TLS" };
        for (int round = 0; round < 3; round++)
        {
            crowd.Add(Kinds[kind].Count / 10, Kinds[kind].Say);
            crowd.Wait(TimeSpan.FromMinutes(round + 1));
            // The account tells in steps of 64 KB; what connections share stays, once.
            Assert.InRange(crowd.Memory.HeldBytes, -(64 << 10), 2 * (64 << 10));
        }
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Past_the_budget_the_longest_silent_pay(string kind)
    {
        const long Budget = 4 << 20;
        Crowd crowd = new(new DissectorOptions { Memory = new MemoryBudget(Budget) }) { WantsText = kind == "text before TLS" };
        long most = 0;
        for (int i = 0; i < Kinds[kind].Count; i++)
        {
            crowd.Add(Kinds[kind].Say);
            most = Math.Max(most, crowd.Memory.HeldBytes);
        }

        Assert.InRange(most, 1, Budget + (128 << 10));
        Assert.Equal(crowd.Ended.Order(), crowd.Ended);
        if (kind is "resting" or "certificates, identical") return;
        Assert.NotEqual(0, crowd.Memory.Ended);
    }

    [Fact]
    public void An_idle_connection_counts_and_a_busy_one_stays()
    {
        Crowd crowd = new(new DissectorOptions { Memory = new MemoryBudget(1 << 20) });
        Crowd.Speaker? busy = null;
        crowd.Add(one => busy = one.Open().Client(Crowd.ClientHello(one.Number)));
        for (int i = 0; i < 2000; i++)
        {
            crowd.Add(one => one.Open().Client(Crowd.ClientHello(one.Number)));
            busy!.Client([]);
            if (i % 10 == 0) busy.Server(Crowd.Record(21, [1, 0]));
        }

        Assert.DoesNotContain(1L, crowd.Ended);
        Assert.Equal(crowd.Memory.Ended, crowd.Ended.Count);
        crowd.Complete();
        Assert.Equal(2001, crowd.Ended.Count);
    }

    [Fact]
    public void A_dissector_that_holds_little_does_not_pay_for_another_that_floods()
    {
        DissectorOptions options = new() { Memory = new MemoryBudget(2 << 20) };
        Crowd flooded = new(options), calm = new(options);
        calm.Add(20, one => one.Open().Client(Crowd.ClientHello(one.Number)));
        for (int i = 0; i < 2000; i++)
        {
            flooded.Add(one => one.Open().Client(Crowd.ClientHello(one.Number)));
            calm.Wait(TimeSpan.Zero);
        }

        calm.Add(1, one => one.Open().Client(Crowd.ClientHello(one.Number)));
        Assert.Empty(calm.Ended);
        Assert.NotEmpty(flooded.Ended);
        Assert.InRange(options.Memory.HeldBytes, 1, (2 << 20) + (128 << 10));
        flooded.Complete();
        calm.Complete();
        Assert.Equal(0, options.Memory.HeldBytes);
    }

    [Fact]
    public void By_default_it_is_a_quarter_of_the_memory_and_at_most_2_GB() =>
        Assert.Equal(Math.Min(2L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4), new DissectorOptions().Memory.MaxBytes);

    private static void Pieces(Crowd.Speaker one)
    {
        for (int i = 0; i < 100; i++) one.ClientLater(10 + 10 * i, [1, 2]);
    }

    private static void Alerts(Crowd.Speaker one, int number)
    {
        for (int i = 0; i < number; i++) one.Client(Crowd.Record(21, [1, 90]));
    }

    private static void Changes(Crowd.Speaker one, int number)
    {
        for (int i = 0; i < number; i++) one.Client(Crowd.Record(20, [1]));
    }

    /// <summary>Finished in the clear.</summary>
    private static void Violations(Crowd.Speaker one, int number)
    {
        for (int i = 0; i < number; i++) one.Client(Crowd.Handshake(20, new byte[12]));
    }

    /// <summary>ServerHello of TLS 1.2 and two certificates that are not DER.</summary>
    private static byte[] Certificates(uint number)
    {
        byte[] certificate = [.. Enumerable.Range(0, 60).SelectMany(i => SHA256.HashData(BitConverter.GetBytes(number * 100 + (uint)i)))];
        byte[] list = [.. Crowd.UInt24(certificate.Length), .. certificate, .. Crowd.UInt24(certificate.Length), .. certificate.Reverse()];
        return [.. Crowd.Handshake(2, Crowd.ServerHello(isTls13: false)), .. Crowd.Handshake(11, [.. Crowd.UInt24(list.Length), .. list])];
    }
}

using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

[Collection(MeasuredAlone.Name)]
public class UdpFlowMemoryTests
{
    private const int Flows = 50_000;

    [Fact]
    public void Datagrams_of_known_flows_allocate_nothing()
    {
        UdpFlowTable table = new(new UdpLimits(), OwnedFlows.All, [new AnyDatagrams(() => new Counting())]);
        Send(table, 0, 1000);
        // A collection counts the rest of this thread's allocation buffer as used: the least of several runs is ours.
        Assert.Equal(0, Enumerable.Range(1, 5).Select(round => Allocated(() => Send(table, round, 1000))).Min());
        Assert.Equal(1000, table.Count);
    }

    [Fact]
    public void Datagrams_that_begin_nothing_allocate_nothing()
    {
        UdpFlowTable table = new(new UdpLimits(), OwnedFlows.All, [new AnyDatagrams(null)]);
        Send(table, 0, 1000);
        Assert.Equal(0, Enumerable.Range(1, 5).Select(round => Allocated(() => Send(table, round, 1000))).Min());
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void What_is_counted_for_a_flow_is_what_the_heap_holds()
    {
        MemoryBudget budget = new(long.MaxValue);
        using MemoryAccount account = budget.Open();
        UdpFlowTable table = new(new UdpLimits(), OwnedFlows.All, [new AnyDatagrams(() => Shared)], account);
        (long heap, long held) = (GC.GetTotalMemory(forceFullCollection: true), account.Held);
        Send(table, 0, Flows);
        double real = (GC.GetTotalMemory(forceFullCollection: true) - heap) / (double)Flows;
        double counted = (account.Held - held) / (double)Flows;
        Assert.True(counted / real is > 0.75 and < 1.35, $"{counted:0} bytes are counted for each, and it takes {real:0}");

        Assert.Equal(Flows * UdpFlow.Held, account.Held);
        table.Complete();
        Assert.Equal(0, account.Held);
    }

    [Fact]
    public void A_flow_that_ends_early_is_not_counted_any_more()
    {
        MemoryBudget budget = new(long.MaxValue);
        using MemoryAccount account = budget.Open();
        UdpFlowTable table = new(new UdpLimits { MaxFlows = 10 }, OwnedFlows.All, [new AnyDatagrams(() => Shared)], account);
        Send(table, 0, 100);
        Assert.Equal(10 * UdpFlow.Held, account.Held);
        Assert.True(table.TryEndOldest(101));
        Assert.Equal(9 * UdpFlow.Held, account.Held);
        table.Observe(102, new CaptureTime(1000 * UdpWire.Second));
        Assert.Equal(0, account.Held);
        Assert.False(table.TryEndOldest(103));
    }

    private static long Allocated(Action run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A datagram of each flow there, and back.</summary>
    private static void Send(UdpFlowTable table, int round, int flows)
    {
        for (int i = 0; i < flows * 2; i++)
        {
            IpEndpoint client = new(IpAddress.FromV4([10, 0, 0, (byte)(i / 2 >> 16)]), (ushort)(i / 2));
            table.Add(new Datagram
            {
                PacketNumber = (long)round * flows * 2 + i + 1,
                Time = new CaptureTime(i),
                Source = i % 2 == 0 ? client : UdpWire.Server,
                Destination = i % 2 == 0 ? UdpWire.Server : client,
                Payload = [1, 2, 3],
                PayloadLength = 3,
            });
        }
    }

    private static readonly Counting Shared = new();

    private sealed class Counting : IDatagramConsumer
    {
        public int Datagrams { get; private set; }

        public void OnDatagram(int side, in Datagram datagram) => Datagrams++;

        public void OnEnd() { }
    }
}

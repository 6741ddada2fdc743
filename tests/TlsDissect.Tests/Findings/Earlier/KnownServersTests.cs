using TlsDissect.Findings.Earlier;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Findings.Earlier;

/// <summary>The memory of servers is bounded, whatever a capture contains.</summary>
public sealed class KnownServersTests
{
    private static readonly List<ServerFact> Facts = [new(FactKind.Version, TlsGeneration.Tls12, 0x0303)];

    [Fact]
    public void The_server_silent_longest_is_forgotten_and_that_is_told()
    {
        MemoryBudget memory = new();
        KnownServers servers = new(4096, memory);
        for (int i = 0; i < 3; i++) servers.Learn(Key(i), Facts, i);
        Assert.False(servers.HasForgotten);
        servers.Learn(Key(0), Facts, 10);
        for (int i = 3; servers.Find(Key(1)) is not null; i++) servers.Learn(Key(i), Facts, i);
        Assert.True(servers.HasForgotten);
        Assert.NotNull(servers.Find(Key(0)));
    }

    [Fact]
    public void A_hundred_thousand_servers_with_the_longest_names_stay_within_the_limit()
    {
        MemoryBudget memory = new();
        const int Limit = 1 << 20;
        KnownServers servers = new(Limit, memory);
        for (int i = 0; i < 100_000; i++)
        {
            servers.Learn(Key(i) with { Name = $"{i:D255}" }, [.. Facts, Text(i)], i);
            Assert.InRange(servers.Bytes, 1, Limit);
        }

        Assert.InRange(memory.HeldBytes, 1, Limit + (64 << 10)); // It is counted in steps.
        servers.Clear();
        Assert.Equal(0, servers.Bytes);
    }

    [Fact]
    public void One_server_that_always_chooses_something_else_stays_small_and_keeps_the_latest()
    {
        KnownServers servers = new(1 << 20);
        for (int i = 0; i < 10_000; i++) servers.Learn(Key(1), [.. Facts, Text(i)], i);
        Assert.InRange(servers.Bytes, 1, 10_000);
        KnownServer server = servers.Find(Key(1))!;
        Assert.Equal(9999, Assert.Single(server.Of(FactKind.Version)).Connection);
        Assert.Equal(9999, server.Of(FactKind.ApplicationProtocol).First().Connection);
    }

    [Fact]
    public void An_address_has_what_all_of_its_names_have()
    {
        KnownServers servers = new(1 << 20);
        servers.Learn(Key(1) with { Name = "a.example" }, [Text(1)], 1);
        servers.Learn(Key(1) with { Name = "b.example" }, [Text(2)], 2);
        Assert.Null(servers.Find(Key(1)));
        Assert.Single(servers.Find(Key(1) with { Name = "a.example" })!.Of(FactKind.ApplicationProtocol));
        KnownServer address = servers.Find(Key(1).AnyName)!;
        Assert.Equal(2, address.Of(FactKind.ApplicationProtocol).Count());
        Assert.Equal(("b.example", 2L), (address.LastName, address.LastConnection));
    }

    private static ServerFact Text(int value) => new(FactKind.ApplicationProtocol, TlsGeneration.Tls12, 0, $"{value:D255}");

    private static ServerKey Key(int server) => new(
        new IpEndpoint(IpAddress.FromV4([10, (byte)(server >> 16), (byte)(server >> 8), (byte)server]), 443), null, null);
}

using TlsDissect.Protocol;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

/// <summary>Connection IDs that several dissectors share. A dissector may be ahead of another that asks.</summary>
public sealed class SharedConnectionIdsTests
{
    private static ConnectionId Id(int number) => new(BitConverter.GetBytes(number));

    [Fact]
    public void An_ID_is_followed_from_the_step_after_it_was_added_to_the_step_of_its_end()
    {
        SharedConnectionIds ids = new();
        ids.Add(Id(1), dissector: 0, step: 10);
        ids.End(Id(1), dissector: 0, step: 20);
        Assert.Equal([11L, 12, 20], new long[] { 9, 10, 11, 12, 20, 21 }.Where(step => ids.IsFollowedByOther(Id(1), 1, step)));
        Assert.False(ids.IsFollowedByOther(Id(1), dissector: 0, step: 15));
        Assert.False(ids.IsFollowedByOther(Id(2), dissector: 1, step: 15));
    }

    [Fact]
    public void An_ID_of_two_dissectors_tells_no_move_from_the_step_after_the_second()
    {
        SharedConnectionIds ids = new();
        ids.Add(Id(1), dissector: 0, step: 10);
        ids.Add(Id(1), dissector: 1, step: 12);
        Assert.True(ids.IsFollowedByOther(Id(1), dissector: 2, step: 12));
        Assert.False(ids.IsShared(Id(1), step: 12));
        Assert.False(ids.IsFollowedByOther(Id(1), dissector: 2, step: 13));
        Assert.True(ids.IsShared(Id(1), step: 13));
        ids.End(Id(1), dissector: 0, step: 15);
        ids.Add(Id(1), dissector: 1, step: 16);
        Assert.True(ids.IsFollowedByOther(Id(1), dissector: 0, step: 17));
    }

    [Fact]
    public void The_order_in_which_dissectors_add_an_ID_does_not_matter()
    {
        SharedConnectionIds ids = new();
        ids.Add(Id(1), dissector: 1, step: 12);
        ids.Add(Id(1), dissector: 0, step: 10);
        Assert.True(ids.IsFollowedByOther(Id(1), dissector: 2, step: 12));
        Assert.False(ids.IsFollowedByOther(Id(1), dissector: 2, step: 13));
    }

    [Fact]
    public void IDs_of_ended_connections_are_forgotten_in_the_end()
    {
        SharedConnectionIds ids = new();
        for (int i = 0; i < 10_000; i++)
        {
            ids.Add(Id(i), dissector: 0, step: 2 * i);
            ids.End(Id(i), dissector: 0, step: 2 * i + 1);
        }

        Assert.False(ids.IsFollowedByOther(Id(0), dissector: 1, step: 1));
        Assert.True(ids.IsFollowedByOther(Id(9999), dissector: 1, step: 19_999));
    }
}

using System.Text;
using TlsDissect.Prefaces;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Prefaces;

/// <summary>What real programs said before TLS is recognized, however it is cut, and on one side alone.</summary>
public class CapturedPrefaceTests
{
    public static TheoryData<string> Cases => CapturedPreface.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_recognized(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        Dissection found = Dissection.Of(expected.Conversation().Segments(1400), expected.Conversation().Keys);

        Assert.Equal((expected.Protocol, expected.Target), (found.Connection.StartTls?.Protocol, found.Connection.StartTls?.Target));
        Assert.Empty(found.Faults);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Segments_of_any_size_give_the_same(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        CapturedConversation conversation = expected.Conversation();
        foreach (int size in new[] { 1, 2, 3, 5, 7, 16, 100 })
        {
            StartTls? found = Dissection.Of(conversation.Segments(size), conversation.Keys).Connection.StartTls;
            Assert.Equal((expected.Protocol, expected.Target), (found?.Protocol, found?.Target));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Either_side_may_be_captured_first(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        for (int side = 0; side < 2; side++)
        {
            CapturedConversation conversation = expected.Conversation().OneSideFirst(side);
            Assert.Equal(expected.Protocol, Dissection.Of(conversation.Segments(1400), conversation.Keys).Connection.StartTls?.Protocol);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_side_alone_decides_if_it_is_certain(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        CapturedConversation conversation = expected.Conversation();
        for (int side = 0; side < 2; side++)
        {
            List<Segment> segments = [.. conversation.Segments(1400).Where(segment => segment.Side == side && segment.Payload.Length > 0)];
            StartTls? found = Dissection.Of(segments, conversation.Keys, withSyn: false).Connection.StartTls;
            Assert.Equal(side == 0 ? expected.OfClient : expected.OfServer, found?.Protocol);
        }
    }

    /// <summary>A lost segment, or a capture that begins later, may hide the protocol. It never makes another one of it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    [InlineData("proxy-imap")]
    [InlineData("socks5-http-connect")]
    public void Whatever_is_missing_it_is_not_taken_for_another(string name)
    {
        List<Segment> segments = CapturedConversation.Load(name).Segments(1400);
        StartTls whole = Dissection.Of(segments, KeyRing.Empty).Connection.StartTls!;
        for (int at = 0; at < segments.Count; at++)
        {
            foreach (IEnumerable<Segment> some in (IEnumerable<Segment>[])[segments.Where((_, index) => index != at), segments.Skip(at)])
            {
                foreach (ConnectionSummary connection in Dissection.Of(some, KeyRing.Empty).Connections)
                {
                    if (connection.StartTls is not StartTls found) continue;
                    Assert.Contains(found.Protocol, (StartTlsProtocol[])[whole.Protocol, StartTlsProtocol.Unknown]);
                    Assert.Contains(found.Target, (string?[])[whole.Target, null]);
                }
            }
        }
    }

    /// <summary>Every recognizer has evidence of its own, so that their order does not matter.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void No_two_recognizers_recognize_it(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        Preface preface = new()
        {
            Client = PrefaceSide.Of(CapturedPreface.Kept(expected.Bytes(0))),
            Server = PrefaceSide.Of(CapturedPreface.Kept(expected.Bytes(1))),
        };
        int count = 0;
        foreach (PrefaceRecognition.Recognizer recognize in PrefaceRecognition.Recognizers) count += recognize(preface) is null ? 0 : 1;
        Assert.InRange(count, 0, 1);
    }

    /// <summary>The command and its answer are the last bytes: with one byte less, they are something else.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void With_the_last_byte_missing_it_is_not_recognized(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        for (int side = 0; side < 2; side++)
        {
            byte[][] bytes = [expected.Bytes(0), expected.Bytes(1)];
            if (bytes[side].Length < 2) continue;
            bytes[side] = bytes[side][..^1];
            Assert.NotEqual(expected.Protocol, CapturedPreface.Recognize(bytes[0], bytes[1])?.Protocol);
        }
    }

    /// <summary>Damaged bytes are at most not recognized.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Mutations_throw_nothing(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        byte[][] whole = [expected.Bytes(0), expected.Bytes(1)];
        Random random = new(1);
        for (int i = 0; i < 5000; i++)
        {
            byte[][] bytes = [[.. whole[0]], [.. whole[1]]];
            for (int flips = random.Next(1, 5); flips > 0; flips--)
            {
                byte[] changed = bytes[random.Next(2)];
                if (changed.Length > 0) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            int side = random.Next(2);
            if (random.Next(3) == 0) bytes[side] = bytes[side][..random.Next(bytes[side].Length + 1)];
            if (random.Next(3) == 0) bytes[side] = bytes[side][random.Next(bytes[side].Length + 1)..];
            StartTls? found = CapturedPreface.Recognize(bytes[0], bytes[1]);
            Assert.InRange(found?.Target?.Length ?? 0, 0, 262);
        }
    }

    /// <summary>Damaged bytes before TLS leave the connection as it is.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Mutations_in_a_connection_cause_no_fault(string name)
    {
        CapturedPreface expected = CapturedPreface.Of(name);
        CapturedConversation conversation = expected.Conversation();
        Random random = new(2);
        for (int i = 0; i < 5; i++)
        {
            int[] left = [expected.Bytes(0).Length, expected.Bytes(1).Length];
            CapturedConversation changed = conversation.Only(conversation.Turns.Select(turn =>
            {
                byte[] data = [.. turn.Data];
                int length = Math.Min(data.Length, left[turn.Side]);
                left[turn.Side] -= length;
                if (length > 0) data[random.Next(length)] ^= (byte)random.Next(1, 256);
                return (turn.Side, data);
            }).ToList());
            Assert.Empty(Dissection.Of(changed.Segments(1400), conversation.Keys).Faults);
        }
    }

    [Fact]
    public void A_password_is_not_kept()
    {
        CapturedPreface proxy = CapturedPreface.Of("socks5-password");
        Assert.Contains("secret", Encoding.Latin1.GetString(proxy.Bytes(0)), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", CapturedPreface.Recognize(proxy.Bytes(0), proxy.Bytes(1))!.ToString(), StringComparison.Ordinal);
    }
}

using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// TLS 1.3's middlebox compatibility mode with a HelloRetryRequest: the client's change_cipher_spec stands in front of its second
/// ClientHello, which is in the clear, whatever of the connection was captured.
/// </summary>
public sealed class CompatibilityModeTests
{
    private static readonly CapturedConversation Conversation = CapturedConversation.Load("hello-retry-request").ByRecords();

    /// <summary>Both sides or one, from the first record on or a later one, with the SYN or without.</summary>
    [Fact]
    public void The_second_hello_is_in_the_clear_whatever_was_captured()
    {
        (int Side, byte[] Data)[] all = [.. Conversation.Turns];
        int second = Array.FindLastIndex(all, turn => turn.Side == 0 && IsHello(turn.Data));
        Assert.Equal((byte)ContentType.ChangeCipherSpec, all[second - 1].Data[0]);
        byte[] random = all[second].Data[11..43];
        foreach (int first in (int[])[-1, 0, 1])
        {
            (int Side, byte[] Data)[] ordered = first < 0 ? all : [.. Conversation.OneSideFirst(first).Turns];
            foreach (bool withServer in (bool[])[true, false])
            {
                foreach (int left in (int[])[0, 1, 2, 3])
                {
                    // Of the client's first hello and the HelloRetryRequest one may be missing, or both.
                    (int Side, byte[] Data)[] turns =
                        [.. ordered.Where(turn => withServer || turn.Side == 0)
                            .Where(turn => !((left & 1) > 0 && turn.Data == all[0].Data) && !((left & 2) > 0 && turn.Data == all[1].Data))];
                    foreach (bool withSyn in left == 0 ? (bool[])[true, false] : [false])
                    {
                        foreach (KeyRing keys in (KeyRing[])[Conversation.Keys, KeyRing.Empty])
                        {
                            string what = $"first {first}, server {withServer}, left out {left}, SYN {withSyn}, keys {keys.HasAny}";
                            ConnectionSummary connection =
                                Dissection.Of(ScriptedConnection.Segments(turns), keys, withSyn: withSyn).Connection;
                            MessageEntry[] hellos = [.. connection.Messages.Where(message => message.Name == "client_hello")];
                            Assert.True(hellos.Length == 2 - (left & 1),
                                $"{what}: {string.Join(' ', connection.Messages.Select(m => $"{m.From} {m.Name}"))}");
                            Assert.True(Array.TrueForAll(hellos, hello => !hello.Protected && hello.Malformed is null), what);
                            Assert.Equal(random, connection.ClientHellos[^1].Random);
                            Assert.True(connection.Violations.Length == 0, $"{what}: {string.Join(' ', connection.Violations)}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The same cut by a snap length: its random and session ID are there.</summary>
    [Fact]
    public void A_truncated_second_hello_is_told_too()
    {
        (int Side, byte[] Data)[] turns = [.. Conversation.Turns.Where(turn => turn.Side == 0)];
        int second = Array.FindLastIndex(turns, turn => IsHello(turn.Data));
        for (int length = 9 + 2 + 32 + 33; length < turns[second].Data.Length; length++)
        {
            ConnectionSummary connection =
                Dissection.Of(ScriptedConnection.Segments([.. turns[..second], (0, turns[second].Data[..length])]),
                    KeyRing.Empty).Connection;
            MessageEntry hello = connection.Messages[^1];
            Assert.Equal(("client_hello", false), (hello.Name, hello.Protected));
        }
    }

    private static bool IsHello(byte[] record) => record[0] == (byte)ContentType.Handshake && record[5] == (byte)HandshakeType.ClientHello;
}

using System.Security.Cryptography;
using CsCheck;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>Each direction's messages come in their order; how the two are interleaved makes no difference to what is hashed.</summary>
public class TranscriptLaws
{
    private const HandshakeType Retry = HandshakeType.HelloRetryRequest;

    /// <summary>Handshakes in the order of the RFCs: who sends what.</summary>
    private static readonly Dictionary<string, (Sender From, HandshakeType Type)[]> Handshakes = new()
    {
        ["TLS 1.2"] =
        [
            (Sender.Client, HandshakeType.ClientHello), (Sender.Server, HandshakeType.ServerHello),
            (Sender.Server, HandshakeType.Certificate), (Sender.Server, HandshakeType.CertificateRequest),
            (Sender.Server, HandshakeType.ServerHelloDone), (Sender.Client, HandshakeType.Certificate),
            (Sender.Client, HandshakeType.ClientKeyExchange), (Sender.Client, HandshakeType.CertificateVerify),
            (Sender.Client, HandshakeType.Finished), (Sender.Server, HandshakeType.NewSessionTicket),
            (Sender.Server, HandshakeType.Finished),
        ],
        ["TLS 1.2, resumed"] =
        [
            (Sender.Client, HandshakeType.ClientHello), (Sender.Server, HandshakeType.ServerHello), (Sender.Server, HandshakeType.Finished),
            (Sender.Client, HandshakeType.Finished),
        ],
        ["TLS 1.3"] =
        [
            (Sender.Client, HandshakeType.ClientHello), (Sender.Server, HandshakeType.ServerHello),
            (Sender.Server, HandshakeType.EncryptedExtensions), (Sender.Server, HandshakeType.Certificate),
            (Sender.Server, HandshakeType.CertificateVerify), (Sender.Server, HandshakeType.Finished),
            (Sender.Client, HandshakeType.Finished),
        ],
        ["TLS 1.3 with HelloRetryRequest"] =
        [
            (Sender.Client, HandshakeType.ClientHello), (Sender.Server, Retry), (Sender.Client, HandshakeType.ClientHello),
            (Sender.Server, HandshakeType.ServerHello),
            (Sender.Server, HandshakeType.EncryptedExtensions), (Sender.Server, HandshakeType.Finished),
            (Sender.Client, HandshakeType.Finished),
        ],
    };

    public static TheoryData<string> Names => [.. Handshakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_interleaving_of_the_directions_gives_the_same_bytes(string name)
    {
        (Sender From, HandshakeType Type)[] handshake = Handshakes[name];
        byte[][] expected = AllOf(Build(handshake, Enumerable.Range(0, handshake.Length)));
        Assert.All(expected, Assert.NotEmpty);
        Gen.Bool.Array[handshake.Length].Sample(choices =>
        {
            byte[][] found = AllOf(Build(handshake, Interleave(handshake, choices)));
            return found.Zip(expected).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        });
    }

    [Fact]
    public void In_order_it_is_the_concatenation_of_the_messages()
    {
        (Sender From, HandshakeType Type)[] handshake = Handshakes["TLS 1.2"];
        Assert.True(
            Build(handshake, Enumerable.Range(0, handshake.Length))
                .TryGetThrough(Sender.Server, HandshakeType.Finished, out ReadOnlySpan<byte> bytes));
        Assert.Equal(Enumerable.Range(0, handshake.Length).SelectMany(i => MessageOf(handshake, i)), bytes.ToArray());
    }

    /// <summary>RFC 8446 §4.4.1: message_hash, its length, and the hash of the first hello.</summary>
    [Fact]
    public void After_a_HelloRetryRequest_the_first_hello_is_replaced_by_its_hash()
    {
        (Sender From, HandshakeType Type)[] handshake = Handshakes["TLS 1.3 with HelloRetryRequest"];
        byte[] through =
            Build(handshake, Enumerable.Range(0, handshake.Length))
                .ThroughTls13(Sender.Server, HandshakeType.ServerHello, SHA256.HashData)!;
        byte[] expected = [254, 0, 0, 32, .. SHA256.HashData(MessageOf(handshake, 0)), .. MessageOf(handshake, 1),
            .. MessageOf(handshake, 2), .. MessageOf(handshake, 3)];
        Assert.Equal(expected, through);
    }

    [Fact]
    public void Past_its_bound_it_computes_nothing_any_more()
    {
        Transcript transcript = new();
        for (int i = 0; i <= Transcript.MaxBytes / 1000; i++) transcript.Add(Sender.Server, HandshakeType.Certificate, new byte[1000]);
        Assert.True(transcript.Overflowed);
        Assert.Equal(0, transcript.Held);
        Assert.False(transcript.TryGetThrough(Sender.Server, HandshakeType.Certificate, out _));
    }

    private static Transcript Build((Sender From, HandshakeType Type)[] handshake, IEnumerable<int> order)
    {
        Transcript transcript = new();
        foreach (int i in order)
        {
            (Sender from, HandshakeType type) = handshake[i];
            transcript.Add(from, type == Retry ? HandshakeType.ServerHello : type, MessageOf(handshake, i),
                helloRetryRequest: type == Retry);
        }

        return transcript;
    }

    /// <summary>What Finished, CertificateVerify and the key schedules hash.</summary>
    private static byte[][] AllOf(Transcript transcript)
    {
        List<byte[]> all = [];
        foreach (Sender from in new[] { Sender.Client, Sender.Server })
        {
            Assert.True(transcript.TryGetBefore(from, HandshakeType.Finished, out ReadOnlySpan<byte> before));
            all.Add(before.ToArray());
            Assert.True(transcript.TryGetThrough(from, HandshakeType.Finished, out ReadOnlySpan<byte> through));
            all.Add(through.ToArray());
            all.Add(transcript.ThroughTls13(from, HandshakeType.Finished, SHA256.HashData)!);
        }

        all.Add(transcript.ThroughLastHelloTls13(SHA256.HashData, out _)!);
        return [.. all];
    }

    /// <summary>A number for each message, so that each is another.</summary>
    private static byte[] MessageOf((Sender From, HandshakeType Type)[] handshake, int index) =>
        [(byte)handshake[index].Type, 0, 0, (byte)(index + 1), .. Enumerable.Repeat((byte)(0x40 + index), index + 1)];

    /// <summary>The next of the client's where the choice says so, else of the server's, as long as there are any.</summary>
    private static IEnumerable<int> Interleave((Sender From, HandshakeType Type)[] handshake, bool[] choices)
    {
        Queue<int> client = new(Enumerable.Range(0, handshake.Length).Where(i => handshake[i].From == Sender.Client));
        Queue<int> server = new(Enumerable.Range(0, handshake.Length).Where(i => handshake[i].From == Sender.Server));
        foreach (bool choice in choices)
            yield return (choice && client.Count > 0) || server.Count == 0 ? client.Dequeue() : server.Dequeue();
    }
}

using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class TruncatedHelloTests
{
    private const int UpToRandom = 34;

    [Theory]
    [InlineData("ClientHello")]
    [InlineData("ServerHello 1.2")]
    [InlineData("ServerHello 1.3")]
    [InlineData("HelloRetryRequest")]
    public void Every_prefix_gives_what_is_whole_of_it_and_no_more(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        HandshakeMessage whole = sample.Parse(out _)!;
        int extensions = 0;
        for (int length = 0; length < sample.Body.Length; length++)
        {
            HandshakeMessage? cut = TruncatedHello.Parse(sample.Type, sample.Body.AsSpan(0, length));
            switch (cut)
            {
                case ClientHello hello:
                    ClientHello original = (ClientHello)whole;
                    Assert.Equal((true, null, null), (hello.IsTruncated, hello.Ja3, hello.Ja4));
                    Assert.Equal(original.Random, hello.Random);
                    Assert.Equal(original.CipherSuites.Take(hello.CipherSuites.Length), hello.CipherSuites);
                    AssertBegins(original.Extensions, hello.Extensions, ref extensions);
                    break;
                case ServerHello hello:
                    ServerHello answer = (ServerHello)whole;
                    Assert.Equal((true, null), (hello.IsTruncated, hello.Ja3s));
                    Assert.Equal((answer.CipherSuite, answer.NegotiatedVersion), (hello.CipherSuite, hello.NegotiatedVersion));
                    AssertBegins(answer.Extensions, hello.Extensions, ref extensions);
                    break;
                default:
                    // A ServerHello is of no use without its suite, which stands behind the session ID.
                    Assert.True(length < (whole is ClientHello ? UpToRandom : UpToRandom + 1 + 32 + 3), $"nothing was read of {length} bytes");
                    break;
            }
        }

        // The last extension is never whole in a strict prefix, all before it are in some.
        int all = whole is ClientHello client ? client.Extensions.Length : ((ServerHello)whole).Extensions.Length;
        Assert.Equal(all - 1, extensions);
    }

    [Fact]
    public void The_name_is_known_where_only_later_extensions_are_cut()
    {
        byte[] body = SampleMessages.Get("ClientHello").Body;
        ClientHello hello = Assert.IsType<ClientHello>(TruncatedHello.Parse(HandshakeType.ClientHello, body.AsSpan(0, body.Length - 100)));
        Assert.Equal("example.com", hello.ServerName);
        Assert.Equal(["h2", "http/1.1"], hello.Alpn);
    }

    [Fact]
    public void Other_messages_give_nothing()
    {
        foreach (SampleMessage sample in SampleMessages.All.Where(s => s.Type is not (HandshakeType.ClientHello or HandshakeType.ServerHello)))
            Assert.Null(TruncatedHello.Parse(sample.Type, sample.Body));
    }

    [Fact]
    public void No_mutation_throws()
    {
        Random random = new(20261124);
        SampleMessage[] hellos = [.. SampleMessages.All.Where(s => s.Type is HandshakeType.ClientHello or HandshakeType.ServerHello)];
        for (int i = 0; i < 50_000; i++)
        {
            SampleMessage sample = hellos[i % hellos.Length];
            byte[] body = HandshakeParserLaws.Mutate(sample.Body, random);
            TruncatedHello.Parse(sample.Type, body.AsSpan(0, random.Next(body.Length + 1)));
        }
    }

    private static void AssertBegins(Extension[] whole, Extension[] cut, ref int most)
    {
        Assert.True(cut.Length < whole.Length || whole.Length == 0);
        for (int i = 0; i < cut.Length; i++)
        {
            Assert.Equal(whole[i].Type, cut[i].Type);
            Assert.Equal(whole[i].Data, cut[i].Data);
        }

        most = Math.Max(most, cut.Length);
    }
}

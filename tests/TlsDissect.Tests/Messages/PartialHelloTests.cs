using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class PartialHelloTests
{
    private const int UpToRandom = 34;

    public static TheoryData<string> Hellos =>
        ["ClientHello", "ClientHello without extensions", "ClientHello DTLS", "ServerHello 1.2", "ServerHello 1.3",
            "ServerHello DTLS 1.3", "HelloRetryRequest", "ServerHello draft 18"];

    [Theory]
    [MemberData(nameof(Hellos))]
    public void Every_prefix_gives_what_is_whole_of_it_and_no_more(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        HandshakeMessage whole = sample.Parse(out _)!;
        for (int length = 0; length < sample.Body.Length; length++) AssertBegins(whole, sample.Body.AsSpan(0, length), length);
    }

    /// <summary>A changed byte may make the hello malformed, at this byte or later: all fields before the byte are kept.</summary>
    [Theory]
    [MemberData(nameof(Hellos))]
    public void Every_changed_byte_keeps_what_is_before_it(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        HandshakeMessage whole = sample.Parse(out _)!;
        int malformed = 0;
        for (int at = 0; at < sample.Body.Length; at++)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xFF])
            {
                byte[] body = [.. sample.Body];
                body[at] ^= change;
                if (HandshakeParser.Parse(sample.Type, body, default, out _) is not null) continue;
                malformed++;
                AssertBegins(whole, body, at);
            }
        }

        Assert.InRange(malformed, 1, int.MaxValue);
    }

    /// <summary>All fields that end before a place are those of the whole hello.</summary>
    private static void AssertBegins(HandshakeMessage whole, ReadOnlySpan<byte> body, int place)
    {
        HandshakeMessage? partial = PartialHello.Parse(whole.Type, body);
        if (place < 2) return;
        if (whole is ClientHello client)
        {
            ClientHello hello = Assert.IsType<ClientHello>(partial);
            Assert.Equal(client.LegacyVersion, hello.LegacyVersion);
            int sessionId = UpToRandom + 1 + client.SessionId.Length, cookie = sessionId + (client.LegacyCookie?.Length + 1 ?? 0),
                suites = cookie + 2 + 2 * client.CipherSuites.Length, methods = suites + 1 + client.CompressionMethods.Length;
            if (place >= UpToRandom) Assert.Equal(client.Random, hello.Random);
            if (place >= sessionId) Assert.Equal(client.SessionId, hello.SessionId);
            if (place >= cookie) Assert.Equal(client.LegacyCookie ?? default, hello.LegacyCookie ?? default);
            if (place >= suites) Assert.Equal(client.CipherSuites.ToArray(), hello.CipherSuites.ToArray());
            if (place >= methods) Assert.Equal(client.CompressionMethods.ToArray(), hello.CompressionMethods.ToArray());
            AssertBegin(client.Extensions, hello.Extensions, place - methods - 2);
            Assert.Equal((null, null), ((hello with { IsTruncated = true }).Ja3, (hello with { IsMalformed = true }).Ja4));
        }
        else
        {
            ServerHello answer = (ServerHello)whole, hello = Assert.IsType<ServerHello>(partial);
            bool isShort = answer.LegacyVersion.HasShortServerHello();
            int sessionId = isShort ? UpToRandom : UpToRandom + 1 + answer.SessionId.Length, fixedLength = sessionId + (isShort ? 2 : 3);
            Assert.Equal(answer.LegacyVersion, hello.LegacyVersion);
            if (place >= UpToRandom) Assert.Equal(answer.Random, hello.Random);
            if (place >= sessionId) Assert.Equal(answer.SessionId, hello.SessionId);
            if (place >= sessionId + 2) Assert.Equal((true, answer.CipherSuite), (hello.HasCipherSuite, hello.CipherSuite));
            if (place >= fixedLength) Assert.True(hello.HasCompressionMethod);
            AssertBegin(answer.Extensions, hello.Extensions, place - fixedLength - 2);
            Assert.Equal((null, null), ((hello with { IsTruncated = true }).Ja3s, (hello with { IsMalformed = true }).Ja3s));
        }
    }

    /// <summary>The extensions that end within some bytes.</summary>
    private static void AssertBegin(ImmutableArray<Extension> whole, ImmutableArray<Extension> partial, int bytes)
    {
        int end = 0;
        for (int i = 0; i < whole.Length && (end += 4 + whole[i].Data.Length) <= bytes; i++)
        {
            Assert.Equal(whole[i].Type, partial[i].Type);
            Assert.Equal(whole[i].Data, partial[i].Data);
        }
    }

    [Fact]
    public void The_name_is_known_where_only_later_extensions_are_cut()
    {
        byte[] body = SampleMessages.Get("ClientHello").Body;
        ClientHello hello = Assert.IsType<ClientHello>(PartialHello.Parse(HandshakeType.ClientHello, body.AsSpan(0, body.Length - 100)));
        Assert.Equal("example.com", hello.ServerName);
        Assert.Equal(["h2", "http/1.1"], hello.Alpn.ToArray());
    }

    [Fact]
    public void Other_messages_give_nothing()
    {
        foreach (SampleMessage sample in SampleMessages.All.Where(
            s => s.Type is not (HandshakeType.ClientHello or HandshakeType.ServerHello)))
            Assert.Null(PartialHello.Parse(sample.Type, sample.Body));
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
            PartialHello.Parse(sample.Type, body.AsSpan(0, random.Next(body.Length + 1)));
        }
    }
}

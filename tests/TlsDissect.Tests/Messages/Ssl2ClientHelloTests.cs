using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class Ssl2ClientHelloTests
{
    private static byte[] Message(int challengeLength) =>
        new TlsWriter().UInt8(1).UInt16(0x0300).UInt16(12).UInt16(4).UInt16(challengeLength)
        .UInt24(0x000005).UInt24(0x010080).UInt24(0x00002F).UInt24(0x0700C0).Fill(4, 0x11).Fill(challengeLength, 0x22).ToArray();

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(40)]
    public void The_challenge_becomes_the_random_right_justified(int length)
    {
        ClientHello hello = Ssl2ClientHello.Parse(Message(length), out _)!;
        int present = Math.Min(length, 32);
        Assert.Equal([.. new byte[32 - present], .. Enumerable.Repeat((byte)0x22, present)], hello.Random.ToArray());
        Assert.Equal<ushort>([0x0005, 0x002F], hello.CipherSuites.Numbers());
        Assert.Equal([0x000005, 0x010080, 0x00002F, 0x0700C0], hello.Ssl2CipherSpecs.ToArray());
        Assert.True(hello is { IsSsl2Compatible: true, LegacyVersion: ProtocolVersion.Ssl30, SessionId.Length: 4 });
    }

    [Fact]
    public void Every_strict_prefix_and_a_byte_too_many_are_malformed()
    {
        byte[] message = Message(16);
        for (int length = 0; length < message.Length; length++)
        {
            Assert.Null(Ssl2ClientHello.Parse(message.AsSpan(0, length), out DecodeError error));
            Assert.True(error.IsSet);
        }

        Assert.Null(Ssl2ClientHello.Parse([.. message, 0], out _));
    }

    [Fact]
    public void No_mutation_throws()
    {
        Random random = new(2);
        byte[] message = Message(16);
        for (int i = 0; i < 100_000; i++)
        {
            ClientHello? hello = Ssl2ClientHello.Parse(HandshakeParserLaws.Mutate(message, random), out DecodeError error);
            Assert.Equal(hello is null, error.IsSet);
            Assert.Equal(hello is null ? 0 : 32, hello?.Ja3!.Length ?? 0);
        }
    }

    [Fact]
    public void JA3_has_its_three_byte_specs_and_JA4_its_version()
    {
        ClientHello hello = Ssl2ClientHello.Parse(Message(16), out _)!;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData("768,5-65664-47-458944,,,"u8)), hello.Ja3);
        Assert.StartsWith("ts3i020000_", hello.Ja4, StringComparison.Ordinal);
        Assert.EndsWith("_000000000000", hello.Ja4, StringComparison.Ordinal);
    }
}

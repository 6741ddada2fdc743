using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

public class HandshakeParserLaws
{
    private const int Mutations = 100_000;

    public static TheoryData<string> Samples => [.. SampleMessages.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_parses_to_its_own_type(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        HandshakeMessage? message = sample.Parse(out DecodeError error);
        Assert.Equal("", error.ToString());
        Assert.NotNull(message);
        Assert.IsNotType<UnknownHandshake>(message);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_strict_prefix_is_malformed(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        for (int length = 0; length < sample.Body.Length; length++)
        {
            HandshakeMessage? message =
                HandshakeParser.Parse(sample.Type, sample.Body.AsSpan(0, length), sample.Context, out DecodeError error);
            bool isWhole = sample.AlsoEndsAt.Contains(length);
            Assert.True(isWhole == message is not null && isWhole != error.IsSet, $"{length} of {sample.Body.Length} bytes: {error}");
            Assert.InRange(error.Offset, 0, length);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_byte_too_many_is_malformed(string name)
    {
        SampleMessage sample = SampleMessages.Get(name);
        // With nothing after the fixed part, one more byte is half of the extensions' length: malformed too.
        Assert.Null(HandshakeParser.Parse(sample.Type, [.. sample.Body, 0], sample.Context, out DecodeError error));
        Assert.True(error.IsSet);
    }

    [Fact]
    public void No_mutation_throws()
    {
        Random random = new(20260105);
        for (int i = 0; i < Mutations; i++)
        {
            SampleMessage sample = SampleMessages.All[i % SampleMessages.All.Length];
            byte[] body = Mutate(sample.Body, random);
            HandshakeMessage? message = HandshakeParser.Parse(sample.Type, body, sample.Context, out DecodeError error);
            Assert.Equal(message is null, error.IsSet);
            if (message is ClientHello client) Assert.Equal((32, 3), (client.Ja3!.Length, client.Ja4!.Split('_').Length));
            if (message is ServerHello server) Assert.Equal(32, server.Ja3s!.Length);
        }
    }

    [Fact]
    public void Any_bytes_under_any_type_and_context_do_not_throw()
    {
        Random random = new(7);
        CipherSuite?[] suites = [null, .. CipherSuites.All];
        int[] versions = [0, 0x0002, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x7f12, 0x7f1c, 0xFFFF];
        for (int i = 0; i < Mutations; i++)
        {
            byte[] body = new byte[random.Next(80)];
            random.NextBytes(body);
            HandshakeContext context = new((ProtocolVersion)versions[i % versions.Length], suites[i % suites.Length]);
            HandshakeMessage? message = HandshakeParser.Parse((HandshakeType)random.Next(256), body, context, out DecodeError error);
            Assert.Equal(message is null, error.IsSet);
        }
    }

    internal static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < bytes.Count: bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1)); break;
                default: bytes.Insert(at, (byte)random.Next(256)); break;
            }
        }

        return [.. bytes];
    }
}

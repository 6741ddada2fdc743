using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Fuzz;

/// <summary>Any bytes as a certificate, as a handshake message of every type, and as lines of a key log.</summary>
public class ParserFuzz
{
    [Fact]
    public void Any_bytes_are_a_certificate_or_a_broken_one() =>
        Fuzzing.Run(Slices(), bytes => Assert.NotNull(CertificateParser.Parse(bytes)));

    [Fact]
    public void Any_bytes_are_a_message_or_malformed() => Fuzzing.Run(Slices(), bytes =>
    {
        foreach (HandshakeType type in Enum.GetValues<HandshakeType>())
        {
            HandshakeMessage? message =
                HandshakeParser.Parse(type, bytes, new HandshakeContext(ProtocolVersion.Tls12, null), out DecodeError error);
            Assert.True(message is not null || error.IsSet);
        }
    });

    [Fact]
    public void Any_bytes_are_an_inner_hello_or_a_broken_one()
    {
        ClientHello outer = new()
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = new byte[32],
            SessionId = new byte[32],
            CipherSuites = [],
            CompressionMethods = [],
            Extensions = [new Extension(ExtensionType.SupportedGroups, new byte[4]), new Extension(ExtensionType.KeyShare, new byte[40])],
        };
        Fuzzing.Run(Slices(), bytes =>
        {
            byte[]? message = EncodedClientHello.TryRestore(bytes, outer, out DecodeError error);
            Assert.Equal(message is null, error.IsSet);
        });
    }

    [Fact]
    public void Any_bytes_are_lines_of_a_key_log_or_junk() =>
        Fuzzing.Run(Slices(), bytes => new Keys.KeyLog().Add(bytes, "fuzz", fromSecretsBlock: false));

    /// <summary>Captures hold hellos and certificates: pieces from where they may start.</summary>
    private static IEnumerable<byte[]> Slices() => Fuzzing.Captures().Take(20).SelectMany(capture =>
        Enumerable.Range(0, capture.Length - 4)
            .Where(i => capture[i] == 0x30 && capture[i + 1] == 0x82 || (capture[i] == 3 && capture[i + 1] == 3 && capture[i + 2] > 9))
            .Take(12).Select(i => capture[i..Math.Min(capture.Length, i + 900)]));
}

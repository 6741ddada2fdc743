using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Tests.Messages;
using TlsDissect.Tests.Records;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// ServerHellos of the TLS 1.3 drafts to 21, which had neither session_id nor compression_method and named the draft in server_version.
/// </summary>
public sealed class OldDraftTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(21)]
    public void Version_suite_and_extensions_are_read_and_what_follows_is_encrypted(int draft)
    {
        byte[] body = new TlsWriter().UInt16((ushort)(0x7f00 + draft)).Fill(32).UInt16(0x1301)
            .Vector16(e => e.Extension(40, d => d.UInt16(29).Vector16(k => k.Fill(32)))).ToArray();
        byte[] hello = WireRecords.Record(ContentType.Handshake, new TlsWriter().UInt8(2).Vector24(w => w.Opaque(body)).ToArray(), 0x0301);
        // Alone, as where only the server's side was captured, or behind the ClientHello; whole or truncated behind its suite.
        foreach (bool withClient in (bool[])[true, false])
        {
            foreach (bool isWhole in (bool[])[true, false])
            {
                List<(int Side, byte[] Bytes)> records = [(1, isWhole ? hello : hello[..(5 + 4 + 2 + 32 + 2)])];
                if (isWhole) records.Add((1, WireRecords.Data(40)));
                if (withClient) records.Insert(0, (0, WireRecords.Hello()));

                ConnectionSummary connection =
                    Dissection.Of(ScriptedConnection.Segments(records), KeyRing.Empty, withSyn: withClient).Connection;

                ServerHello read = Assert.Single(connection.ServerHellos);
                Assert.Equal(($"TLS 1.3 (draft {draft})", (CipherSuiteId?)CipherSuiteId.TLS_AES_128_GCM_SHA256),
                    (connection.Version.DisplayName(), connection.CipherSuite));
                Assert.Equal((0, true, !isWhole), (read.SessionId.Length, read.HasCipherSuite, read.IsTruncated));
                Assert.Equal(isWhole ? [(ExtensionType)40] : [], read.Extensions.Select(extension => extension.Type));
                // Behind both hellos it is the server's flight.
                Assert.Equal((isWhole && !withClient ? 1 : 0, isWhole && withClient ? 1 : 0),
                    (connection.ServerData.Records, connection.ServerEncryptedHandshake.Records));
                Assert.Empty(connection.Violations);
            }
        }
    }
}

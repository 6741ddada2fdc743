using System.Text;
using CsCheck;
using TlsDissect.Output.Conversations;

namespace TlsDissect.Tests.Output.Conversations;

public class TlsRequestTests
{
    private const string Ssl = "\0\0\0\x08\x04\u00d2\x16\x2f";
    private const string Gss = "\0\0\0\x08\x04\u00d2\x16\x30";
    private const string StartTls = "0\x1d\x02\x01\x01w\x18\x80\u00161.3.6.1.4.1.1466.20037";
    private const string Started = "0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x00";
    private const string Search = "0\x05\x02\x01\x02\x42\0";
    private const string Connect = "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n";

    private static readonly string MySql = "\x20\0\0\x01\x85\xae\xff\x19\0\0\0\x01\x21" + new string('\0', 23);

    /// <summary>The bytes of each side, and the rest that is left of them.</summary>
    [Theory]
    [InlineData("", "", Ssl, "S")]
    [InlineData("", "", Gss + Ssl, "NS")]
    [InlineData("", "", Gss, "G")]
    [InlineData("", "", Ssl, "")]
    [InlineData("", "", StartTls, Started)]
    [InlineData(Search, Search, Search + StartTls, Search + Started)]
    [InlineData("CAPA\r\n", "+OK ready\r\n", "CAPA\r\nSTLS\r\n", "+OK ready\r\n+OK begin\r\n")]
    [InlineData("", "+OK ready\r\n", "stls\r\n", "+OK ready\r\n+OK\r\n")]
    [InlineData("", "", Connect, "HTTP/1.1 200 Connection established\r\n\r\n")]
    [InlineData(Connect, "HTTP/1.1 407 No\r\n\r\nwho are you?", Connect + Connect,
        "HTTP/1.1 407 No\r\n\r\nwho are you?HTTP/1.0 200 OK\r\n\r\n")]
    [InlineData("", "", "OPTIONS * HTTP/1.1\r\nHost: h\r\nUpgrade: TLS/1.0\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    // Other programs continue to read these as cleartext, or they are not a request for TLS.
    [InlineData("EHLO a\r\nSTARTTLS\r\n", "220 x\r\n250 STARTTLS\r\n220 go\r\n", "EHLO a\r\nSTARTTLS\r\n",
        "220 x\r\n250 STARTTLS\r\n220 go\r\n")]
    [InlineData("a STARTTLS\r\n", "* OK\r\na OK\r\n", "a STARTTLS\r\n", "* OK\r\na OK\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("STLS\r\n", "-ERR\r\n", "STLS\r\n", "-ERR\r\n")]
    [InlineData(Search, Search, Search, Search)]
    [InlineData("x" + Ssl, "S", "x" + Ssl, "S")]
    [InlineData(Ssl, "Error", Ssl, "Error")]
    [InlineData("", "", "", "")]
    public void The_request_and_its_answer_are_at_the_end(string client, string server, string clientSaid, string serverSaid) =>
        Leaves(client, server, clientSaid, serverSaid);

    [Fact]
    public void Mysql_asks_with_the_start_of_a_login()
    {
        const string Greeting = "\x05\0\0\0\n5.7\0";

        Leaves("", Greeting, MySql, Greeting);
        Leaves(MySql.Replace("\x85\xae", "\x85\xa6", StringComparison.Ordinal), Greeting,
            MySql.Replace("\x85\xae", "\x85\xa6", StringComparison.Ordinal), Greeting);
    }

    [Fact]
    public void No_bytes_make_it_fail()
    {
        byte[][] seeds = [.. new[] { Ssl, StartTls, Started, MySql, Connect, "STLS\r\n" }.Select(Encoding.Latin1.GetBytes)];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 40], Gen.Byte, Gen.Byte.Array[0, 50]).Sample((seed, at, value, other) =>
        {
            byte[] said = [.. seeds[seed]];
            said[at % said.Length] = value;
            for (int length = 0; length <= said.Length; length++)
            {
                (int client, int server) = TlsRequest.Find(said.AsSpan(0, length), other);
                Assert.InRange(client, 0, length);
                Assert.InRange(server, 0, other.Length);
                (client, server) = TlsRequest.Find(other, said.AsSpan(0, length));
                Assert.InRange(client, 0, other.Length);
                Assert.InRange(server, 0, length);
            }
        });
    }

    private static void Leaves(string client, string server, string clientSaid, string serverSaid)
    {
        (int fromClient, int fromServer) = TlsRequest.Find(Encoding.Latin1.GetBytes(clientSaid), Encoding.Latin1.GetBytes(serverSaid));

        Assert.Equal((client, server), (clientSaid[..^fromClient], serverSaid[..^fromServer]));
    }
}

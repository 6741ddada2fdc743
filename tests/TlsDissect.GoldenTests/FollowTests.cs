using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

public class FollowTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    public static TheoryData<string> Decrypted => CaptureCase.With("tshark.txt");

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void Raw_bytes_have_the_hash_that_json_says(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (JsonNode connection in Contract.Connections(InProcess.Read(of, "--format", "json", "--hash")))
        {
            foreach (string side in new[] { "client", "server" })
            {
                JsonNode data = connection["application_data"]![side]!;
                if ((long?)data["bytes"] is not > 0) continue;
                RunResult raw = InProcess.Run(of.Folder, ["follow", "--as", "raw", "--from", side, .. of.Arguments, $"{connection["id"]}"]);
                Assert.Equal((string?)data["sha256"], Convert.ToHexStringLower(SHA256.HashData(raw.Output)));
            }
        }
    }

    [Fact]
    public void Text_of_both_sides_says_who_speaks() => Assert.Equal(
        """
        client ──→
        GET /hello.html HTTP/1.1
        Host: server.example
        User-Agent: tlsdissect-captures
        Accept: */*

        ←── server
        HTTP/1.0 200 ok
        Content-type: text/html

        <!DOCTYPE html>
        <title>Hello</title>
        <h1>Hello from inside TLS</h1>
        <p>If you can read this in a capture, you hold the key.</p>

        """, Spawned.Run(Rsa.Folder, ["follow", .. Rsa.Arguments, "1"]).Text);

    [Fact]
    public void What_was_said_before_starttls_is_there_when_asked_for()
    {
        CaptureCase starttls = CaptureCase.Of("starttls");
        Assert.Equal(
            """
            EHLO mail.example.com
            STARTTLS
            [TLS from here on]
            EHLO client.example
            QUIT

            """, InProcess.Run(starttls.Folder, ["follow", .. starttls.Arguments, "1", "--from", "client", "--cleartext"]).Text);
        RunResult raw =
            InProcess.Run(starttls.Folder, ["follow", .. starttls.Arguments, "1", "--from", "server", "--as", "raw", "--cleartext"]);
        Assert.Equal("220 server.example ESMTP\r\n250-server.example\r\n250 STARTTLS\r\n220 go ahead\r\n250-server.example\r\n250 " +
            "STARTTLS\r\n221 bye\r\n", System.Text.Encoding.ASCII.GetString(raw.Output));
    }

    [Fact]
    public void One_side_alone_is_its_text_alone()
    {
        RunResult result = Spawned.Run(Rsa.Folder, ["follow", "--from", "client", .. Rsa.Arguments, "1"]);

        Assert.StartsWith("GET /hello.html HTTP/1.1\nHost: server.example\n", result.Text, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.Code, result.Errors));
    }

    [Fact]
    public void Hex_has_offsets_bytes_and_characters() =>
        Assert.StartsWith(
            "client ──→\n00000000  47 45 54 20 2f 68 65 6c  6c 6f 2e 68 74 6d 6c 20   GET /hello.html \n",
            InProcess.Run(Rsa.Folder, ["follow", "--as", "hex", .. Rsa.Arguments, "1"]).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("999", "has no TLS connection 999")]
    [InlineData("2", "has no TLS connection 2")]
    public void An_unknown_connection_is_told(string id, string message)
    {
        RunResult result = Spawned.Run(Rsa.Folder, ["follow", .. Rsa.Arguments, id]);

        Assert.Equal(1, result.Code);
        Assert.Empty(result.Output);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_of_TLS_has_no_streams()
    {
        RunResult result = InProcess.Run(Rsa.Folder, ["follow", .. Rsa.Arguments, "1", "--stream", "0"]);

        Assert.Equal((1, ""), (result.Code, result.Text));
        Assert.Equal("tlsdissect: connection 1 is not QUIC, so it has no streams; leave --stream out", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("--stream takes the number of a stream, or datagrams, not 'x'.", "1", "--stream", "x")]
    [InlineData("Give either --stream or --all, which writes each stream into a file.", "--all", "-o", "x", "--stream", "0")]
    public void A_stream_is_a_number_of_one_connection(string message, params string[] arguments)
    {
        RunResult result = InProcess.Run(Rsa.Folder, ["follow", "capture.pcap", .. arguments]);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_no_key_decrypts_is_reported_with_advice()
    {
        RunResult result = InProcess.Run(Rsa.Folder, "follow", "capture.pcap", "1");

        Assert.Equal(1, result.Code);
        Assert.Equal("tlsdissect: connection 1 is not decrypted: RSA key exchange; provide the server's private key (--key) or a key log " +
            "(--keylog)", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void A_hole_is_shown_where_it_is_and_told()
    {
        CaptureCase lossy = CaptureCase.Of("lossy");
        RunResult result = InProcess.Run(lossy.Folder, ["follow", .. lossy.Arguments, "1"]);

        Assert.Contains("[1448 bytes were not captured]\n", result.Text, StringComparison.Ordinal);
        Assert.Contains("decrypted in part", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, result.Code);
    }
}

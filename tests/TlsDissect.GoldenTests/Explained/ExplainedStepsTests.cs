using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Explained;

/// <summary><c>read --explain</c> teaches the steps of each kind of handshake, and says which were seen.</summary>
public sealed class ExplainedStepsTests
{
    [Theory]
    [InlineData("rsa-aes128-gcm", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("ssl3-rsa-rc4-128-sha", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("ssl2-rc4-128-md5", "1 2 3 4 5 6 7 8 9 of 9", "SSL 2.0 key exchange: all 9 steps were seen")]
    [InlineData("rsa-export-temporary-key", "1 2 3 4 5 6 7 8 9 of 9", "RSA_EXPORT key exchange: all 9 steps were seen")]
    [InlineData("tls12-ecdhe-keylog", "1 2 3 4 5 6 7 8 9 of 9", "ECDHE key exchange: all 9 steps were seen")]
    [InlineData("ecdhe-rsa-key", "1 2 3 4 5 6 7 8 9 of 9", "ECDHE key exchange: all 9 steps were seen")]
    [InlineData("tls10-dhe-rsa-aes-128-cbc-sha", "1 2 3 4 5 6 7 8 9 of 9", "DHE key exchange: all 9 steps were seen")]
    [InlineData("tls10-dhe-rsa-export-des40-cbc-sha", "1 2 3 4 5 6 7 8 9 of 9", "DHE_EXPORT key exchange: all 9 steps were seen")]
    [InlineData("static-dh-rsa", "1 2 3 4 5 6 7 8 9 of 9", "DH key exchange: all 9 steps were seen")]
    [InlineData("static-ecdh-ecdsa", "1 2 3 4 5 6 7 8 9 of 9", "ECDH key exchange: all 9 steps were seen")]
    [InlineData("psk-tls12", "1 2 3 4 5 6 7 of 7", "PSK key exchange: all 7 steps were seen")]
    [InlineData("tls10-dhe-psk-aes-128-cbc-sha", "1 2 3 4 5 6 7 8 of 8", "DHE_PSK key exchange: all 8 steps were seen")]
    [InlineData("tls10-ecdhe-psk-aes-128-cbc-sha", "1 2 3 4 5 6 7 8 of 8", "ECDHE_PSK key exchange: all 8 steps were seen")]
    [InlineData("rsa-psk-tls12", "1 2 3 4 5 6 7 8 9 of 9", "RSA_PSK key exchange: all 9 steps were seen")]
    [InlineData("tls10-dh-anon-aes-128-cbc-sha", "1 2 3 4 5 6 7 of 7", "DH key exchange: all 7 steps were seen")]
    [InlineData("tls10-ecdh-anon-aes-128-cbc-sha", "1 2 3 4 5 6 7 of 7", "ECDH key exchange: all 7 steps were seen")]
    [InlineData("tls13-aes128-gcm", "1 2 3 4 5 6 7 8 9 of 9", "TLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("hello-retry-request", "1 2 3 4 5 6 7 8 9 of 9", "TLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("tls13-psk-dhe-ke-keylog", "1 2 3 4 5 6 7 of 7", "TLS 1.3 with a pre-shared key and key shares: all 7 steps were seen")]
    [InlineData("tls13-psk-ke", "1 2 3 4 5 6 7 of 7", "TLS 1.3 with a pre-shared key alone: all 7 steps were seen")]
    [InlineData("tls13-early-data-accepted", "1 2 3 4 5 6 7 of 7", "TLS 1.3 with a pre-shared key and key shares: all 7 steps were seen")]
    [InlineData("mutual-tls12", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("mutual-tls13", "1 2 3 4 5 6 7 8 9 of 9", "TLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("renegotiation-tls12", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("tls13-post-handshake-authentication", "1 2 3 4 5 6 7 8 9 of 9", "TLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("compressed-certificate-zlib", "1 2 3 4 5 6 7 8 9 of 9", "TLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("client-certificate-refused-tls12", "1 2 3 4 5 6 7 of 9", "RSA key exchange: steps 1 to 7 of 9 were seen")]
    [InlineData("client-certificate-refused-tls13", "1 2 3 4 5 6 7 8 of 9", "TLS 1.3 key agreement: steps 1 to 8 of 9 were seen")]
    [InlineData("tls13-rsa-key", "1 2 3 of 9", "TLS 1.3 key agreement: steps 1 to 3 of 9 were seen")]
    [InlineData("tls13-psk-dhe-ke", "1 2 3 of 7", "TLS 1.3 with a pre-shared key and key shares: steps 1 to 3 of 7 were seen")]
    [InlineData("application-secrets", "1 2 3 of 9", "TLS 1.3 key agreement: steps 1 to 3 of 9 were seen")]
    [InlineData("refused", "1", "Handshake: step 1 was seen")]
    [InlineData("lost-server-hello", "1", "Handshake: step 1 was seen")]
    [InlineData("lost-key-exchange", "1 2 3 8 of 9", "RSA key exchange: steps 1 to 3 and 8 of 9 were seen")]
    [InlineData("server-only", "2 3 8 of 9", "RSA key exchange: steps 2, 3 and 8 of 9 were seen")]
    [InlineData("tls13-server-only", "2 3 4 5 6 7 of 9", "TLS 1.3 key agreement: steps 2 to 7 of 9 were seen")]
    [InlineData("mid-stream", "", "")]
    [InlineData("dtls10-rsa-aes128-sha", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("dtls12-fragments", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("dtls12-repeated", "1 2 3 4 5 6 7 8 9 of 9", "RSA key exchange: all 9 steps were seen")]
    [InlineData("dtls12-psk-aes128-ccm8", "1 2 3 4 5 6 7 of 7", "PSK key exchange: all 7 steps were seen")]
    [InlineData("dtls13-cookie", "1 2 3 4 5 6 7 8 9 of 9", "DTLS 1.3 key agreement: all 9 steps were seen")]
    [InlineData("dtls13-psk", "1 2 3 4 5 6 7 of 7", "DTLS 1.3 with a pre-shared key and key shares: all 7 steps were seen")]
    public void Each_kind_of_handshake_has_its_own_steps(string name, string steps, string closing)
    {
        Explanation told = Explanation.Read(CaptureCase.Of(name))[0];

        Assert.Equal(steps, told.Steps);
        Assert.Equal(closing, told.Closing);
    }

    [Theory]
    [InlineData("resumed-by-id", "1 2 3 4 5 6 of 6")]
    [InlineData("resumed-by-ticket", "1 2 3 4 5 6 of 6")]
    [InlineData("tls13-resumption", "1 2 3 4 5 6 7 of 7")]
    public void A_resumption_has_fewer_steps_than_the_session_before(string name, string steps)
    {
        Explanation[] told = Explanation.Read(CaptureCase.Of(name));

        Assert.Equal("1 2 3 4 5 6 7 8 9 of 9", told[0].Steps);
        Assert.Equal(steps, told[^1].Steps);
    }

    [Theory]
    [InlineData("mutual-tls12", "Mutual authentication: the client proved itself")]
    [InlineData("tls13-rsa-key", "Steps 4 to 9 are hidden: TLS 1.3 encrypts this part, and no key decrypts it.")]
    [InlineData("application-secrets", "Steps 4 to 9 are hidden: TLS 1.3 encrypts this part, and no key decrypts it.")]
    [InlineData("client-certificate-refused-tls12", "Steps 8 and 9 are missing: the handshake was refused.")]
    [InlineData("refused", "The other steps depend on the server's choice, and the handshake was refused.")]
    [InlineData("lost-key-exchange", "Steps 4 to 7 and 9 are missing: not in the capture.")]
    public void The_closing_line_says_why_steps_are_missing(string name, string reason) =>
        Assert.Contains(reason, Explanation.Read(CaptureCase.Of(name))[0].Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("dtls12-rsa-aes128-gcm", "Only a client that has this address can return the cookie.")]
    [InlineData("dtls12-rsa-aes128-gcm", "The client repeats its hello with the cookie")]
    [InlineData("dtls12-lost", "Messages were sent again")]
    [InlineData("dtls13-cookie", "Only a client that has this address can return the cookie.")]
    [InlineData("dtls13-cookie", "The client repeats its hello with the cookie")]
    public void DTLS_has_explanations_of_its_own(string name, string told) =>
        Assert.Contains(told, Explanation.Read(CaptureCase.Of(name))[0].Text, StringComparison.Ordinal);

    [Fact]
    public void Every_case_tells_the_steps_that_its_closing_line_counts()
    {
        string[] groups = ["certificates", "dtls", "handshake", "keys", "loss", "versions"];
        IEnumerable<CaptureCase> cases =
            CaptureCase.Names().Select(CaptureCase.Of).Where(of => groups.Contains(Path.GetFileName(Path.GetDirectoryName(of.Folder))));
        foreach (Explanation told in cases.SelectMany(of => Explanation.Read(of)))
        {
            string[] numbers = told.Steps.Split(" of ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(numbers.Distinct(), numbers);
            Assert.Equal(numbers.Length == 0, told.Closing.Length == 0);
        }
    }
}

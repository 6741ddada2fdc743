using TlsDissect.Output.Text.Lessons;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>Lessons claim no more than the handshake proves.</summary>
public sealed class LessonClaimsTests
{
    /// <summary>Decrypting or computing a secret proves nothing before the server's Finished.</summary>
    [Theory]
    [InlineData(0x009c)] // RSA
    [InlineData(0x00ac)] // RSA_PSK
    [InlineData(0x0031)] // DH_RSA
    [InlineData(0xc004)] // ECDH_ECDSA
    [InlineData(0xc100)] // GOST
    public void Without_a_signature_the_Finished_proves_the_server(int suite)
    {
        ConnectionSummary connection = LessonPlanTests.Connection(suite, LessonPlanTests.Certified);

        Assert.Contains("The server's Finished, in step 8, will prove", LessonPlanTests.TextOf(connection, "Private key used"),
            StringComparison.Ordinal);
        Assert.Contains(LessonPlanTests.Texts(connection),
            text => text.Heading?.StartsWith("Step 8 of 9: Server ready", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(LessonPlanTests.Texts(connection), text => text.Text.Contains("That proves", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_keys_of_RSA_PSK_are_needed_to_decrypt_later() => Assert.Contains("both that key and the pre-shared key",
        LessonPlanTests.TextOf(LessonPlanTests.Connection(0x00ac, LessonPlanTests.Certified), "Private key used"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0x003b, "A MAC protects the data, and nothing encrypts it.")] // NULL
    [InlineData(0x009c, "")] // Step 9 has said it.
    public void The_closing_line_repeats_no_step_and_calls_no_null_cipher_encryption(int suite, string expected) =>
        Assert.Equal(expected, new LessonPlan(LessonPlanTests.Connection(suite, LessonPlanTests.Certified)).Closing().Text);
}

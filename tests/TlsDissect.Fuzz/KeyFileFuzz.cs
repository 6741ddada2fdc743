using TlsDissect.Keys;

namespace TlsDissect.Fuzz;

/// <summary>Any bytes as a key file, with a password at hand and without: a key, or one sentence that says why not.</summary>
public class KeyFileFuzz
{
    [Fact]
    public void Any_bytes_are_a_key_or_a_sentence() => Fuzzing.Run(Fuzzing.Corpus("key"), bytes =>
    {
        foreach (Func<string, string?>? password in new Func<string, string?>?[] { null, _ => "not the one" })
        {
            Try(() => RsaKeyFile.Parse([.. bytes], "fuzz.key", password).Keys.ToList().ForEach(key => key.Dispose()));
        }
    });

    private static void Try(Action load)
    {
        try
        {
            load();
        }
        catch (KeyFileException e)
        {
            Assert.StartsWith("fuzz.key: ", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }
}

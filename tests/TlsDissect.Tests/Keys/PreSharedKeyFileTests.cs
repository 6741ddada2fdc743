using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public sealed class PreSharedKeyFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("0a0b\n", "=0a0b")]
    [InlineData("alice=0a0b\r\nbob=0c\r\n", "alice=0a0b bob=0c")]
    [InlineData("alice:0A0B", "alice=0a0b")]
    [InlineData("a:b:0a", "a:b=0a")]
    [InlineData("a=b:0a", "a=b=0a")]
    [InlineData("\ufeff# keys of the lab\n\n  alice=0a  \n", "alice=0a")]
    [InlineData("z\u00fcrich=11", "z\u00fcrich=11")]
    public void A_key_a_line(string content, string expected)
    {
        File.WriteAllText(_path, content);
        Assert.Equal(expected,
            string.Join(' ',
                PreSharedKeyFile.Load(_path)
                    .Select(key =>
                        $"{(key.Identity is null ? "" : Encoding.UTF8.GetString(key.Identity))}={Convert.ToHexStringLower(key.Secret)}")));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("# nothing\n", "contains no pre-shared key")]
    [InlineData("alice=0a\nbob=0x0b\n", "line 2 is not a pre-shared key")]
    [InlineData("5ecre7\n", "line 1 is not a pre-shared key")]
    public void Anything_else_is_refused_without_its_text(string content, string problem)
    {
        File.WriteAllText(_path, content);
        KeyFileException refused = Assert.Throws<KeyFileException>(() => PreSharedKeyFile.Load(_path));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0x0b", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("5ecre7", refused.Message, StringComparison.Ordinal);
    }
}

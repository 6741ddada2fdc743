using TlsDissect.Keys;

namespace TlsDissect.Tests.Findings;

public class TrustedAuthoritiesTests
{
    private static readonly string Keys = Path.Combine(Repository.Captures, "tools", "keys");

    [Fact]
    public void A_file_may_contain_several_once()
    {
        string file = Path.GetTempFileName();
        try
        {
            string text = File.ReadAllText(Path.Combine(Keys, "ca.pem"));
            File.WriteAllText(file, $"{text}# again\n{text}{File.ReadAllText(Path.Combine(Keys, "other.pem"))}");
            Assert.Equal(2, new TrustedAuthorities().AddFile(file).Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_folder_is_read_whole()
    {
        TrustedAuthorities trusted = new TrustedAuthorities().AddFile(Keys);
        Assert.InRange(trusted.Count, 10, 100);
        Assert.Equal(trusted.Count, trusted.AddFile(Path.Combine(Keys, "ca.pem")).Count);
    }

    /// <summary>A folder whose certificates are all known already still contains some.</summary>
    [Fact]
    public void A_folder_is_read_again()
    {
        TrustedAuthorities trusted = new TrustedAuthorities().AddFile(Keys);
        int count = trusted.Count;
        Assert.Equal(count, trusted.AddFile(Keys).Count);
    }

    [Theory]
    [InlineData("empty", "is empty")]
    [InlineData("no-such-folder/ca.pem", "no such file")]
    [InlineData("large", "is too large for a file of certificates")]
    public void What_cannot_be_read_is_an_error_in_plain_words(string name, string why)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authorities");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "empty"), "");
            using (FileStream large = File.Create(Path.Combine(folder.FullName, "large"))) large.SetLength((16 << 20) + 1);
            string path = Path.Combine(folder.FullName, name);
            KeyFileException error = Assert.Throws<KeyFileException>(() => new TrustedAuthorities().AddFile(path));
            Assert.Equal($"{path}: {why}", error.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("ca.key", "contains no certificate")]
    [InlineData("absent.pem", "no such file")]
    [InlineData("www", "no file in this folder contains a certificate")]
    public void What_has_no_certificate_is_an_error(string name, string why)
    {
        KeyFileException error = Assert.Throws<KeyFileException>(() => new TrustedAuthorities().AddFile(Path.Combine(Keys, name)));
        Assert.Contains(why, error.Message);
    }
}

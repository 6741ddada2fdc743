using System.Text;
using System.Text.Json;
using TlsDissect.Findings.Policies;

namespace TlsDissect.Tests.Findings.Policies;

/// <summary>The file of a policy: what is wrong is told in one line with its place, and nothing is silently ignored.</summary>
public sealed class PolicyFileTests
{
    [Theory]
    [InlineData("", "test: not a policy: it is empty")]
    [InlineData(" \n", "test, line 2: not a policy")]
    [InlineData("{\n\"name\": \"x\",\n\"versions\": [\"TLS 1.2\"\n}", "test, line 4: not a policy")]
    [InlineData("[]", "test: the file: must be an object")]
    [InlineData("{}", "test: name: must be a name")]
    [InlineData("""{"name":"x","version":["TLS 1.2"]}""", "test: 'version': is not a rule; the rules are name, about, versions")]
    [InlineData("""{"name":"x","versions":"TLS 1.2"}""", "test: versions: must be a list")]
    [InlineData("""{"name":"x","versions":["TLS 1.2","TLS1.3"]}""", "test: versions[1]: no version is called 'TLS1.3'; known ones are ")]
    [InlineData("""{"name":"x","versions":[1]}""", "test: versions[0]: must be a name in quotes")]
    [InlineData("""{"name":"x","groups":["X25519"]}""", "test: groups[0]: no group is called 'X25519'")]
    [InlineData("""{"name":"x","cipher_suites":["AES128-SHA"]}""", "test: cipher_suites[0]: no cipher suite is called 'AES128-SHA'")]
    [InlineData("""{"name":"x","cipher_suites":["TLS_*","TLS_AES_*"]}""",
        "test: cipher_suites[1]: 'TLS_AES_*' adds nothing to the names before it")]
    [InlineData("""{"name":"x","signature_schemes":["ed25519","ed25519"]}""", "test: signature_schemes[1]: 'ed25519' adds nothing")]
    [InlineData("""{"name":"x","certificate_keys":["RSA2048"]}""", "test: certificate_keys[0]: 'RSA2048' is not a kind of key")]
    [InlineData("""{"name":"x","certificate_keys":["EC P-256","EC P256"]}""", "test: certificate_keys[1]: 'EC P256' is not a kind of key")]
    [InlineData("""{"name":"x","certificate_keys":["RSA -1"]}""", "test: certificate_keys[0]: 'RSA -1' is not a kind of key")]
    [InlineData("""{"name":"x","certificate_signatures":["SHA256"]}""",
        "test: certificate_signatures[0]: no signature algorithm is called 'SHA256'")]
    [InlineData("""{"name":"x","min_dh_bits":0}""", "test: min_dh_bits: must be a whole number above 0")]
    [InlineData("""{"name":"x","min_dh_bits":1e99}""", "test: min_dh_bits: must be a whole number above 0")]
    [InlineData("""{"name":"x","compression":0}""", "test: compression: must be true or false")]
    [InlineData("""{"name":"x","name":"y"}""", "test: not a policy")]
    [InlineData("""{"name":["x"]}""", "test: name: must be a text in quotes")]
    [InlineData("""{"name":"x","max_certificate_days":"90"}""", "test: max_certificate_days: must be a whole number above 0")]
    [InlineData("""{"name":"x","versions":[[[[[[[[[1]]]]]]]]]}""", "test, line 1: not a policy")]
    public void What_is_wrong_is_told_with_its_place(string json, string message)
    {
        PolicyException told = Assert.Throws<PolicyException>(() => Parse(json));
        Assert.StartsWith(message, told.Message);
        Assert.DoesNotContain('\n', told.Message);
    }

    [Fact]
    public void Every_prefix_of_a_policy_is_refused_and_none_throws_anything_else()
    {
        byte[] whole = BuiltInPolicies.Json("nist-800-52r2");
        int end = Array.LastIndexOf(whole, (byte)'}');
        for (int length = 0; length <= end; length++)
            Assert.Throws<PolicyException>(() => Policy.Parse(whole.AsMemory(0, length), "test"));
    }

    [Fact]
    public void Comments_and_a_mark_at_the_start_are_allowed() =>
        Assert.Equal("x", Parse("\uFEFF// mine\n{\"name\":\"x\", /* all */ \"versions\":[\"TLS 1.3\",],}").Name);

    [Fact]
    public void Each_built_in_policy_has_the_name_of_its_file_and_says_where_it_comes_from() =>
        Assert.All(Policy.BuiltIn, name =>
        {
            Policy policy = Policy.Find(name)!;
            Assert.Equal(name, policy.Name);
            Assert.NotEmpty(policy.About);
        });

    [Fact]
    public void The_page_describes_every_member_and_policy()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "policies.md"));
        Assert.All(PolicyMembers.All, member => Assert.Contains($"\n| `{member}` | ", page));
        Assert.All(Policy.BuiltIn, name => Assert.Contains($"\n| `{name}` | ", page));
    }

    [Fact]
    public void The_example_of_the_page_is_a_policy()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "policies.md"));
        Assert.Equal("ours", Parse(page.Split("```json\n")[1].Split("```")[0]).Name);
    }

    [Fact]
    public void The_schema_has_every_member()
    {
        using JsonDocument schema =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "policy.schema.json")));
        Assert.Equal(PolicyMembers.All.Order(StringComparer.Ordinal),
            schema.RootElement.GetProperty("properties").EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Every member, with a value of each wrong type.</summary>
    [Fact]
    public void Every_member_refuses_values_of_another_type() =>
        Assert.All(PolicyMembers.All, member =>
        {
            string others = member == PolicyMembers.Name ? "" : "\"name\":\"x\",";
            string[] values = ["null", "{}", "\"y\"", "[1]", "-1", "true"];
            string[] accepted = Array.FindAll(values, value => IsAccepted($$"""{{{others}}"{{member}}":{{value}}}"""));
            Assert.Equal(
                member is PolicyMembers.Name or PolicyMembers.About ? ["\"y\""] : Flags.Contains(member) ? ["true"] : [], accepted);
        });

    [Theory]
    [InlineData("no/such/policy", "no/such/policy")]
    [InlineData("", "it is a directory")]
    [InlineData("empty", "not a policy: it is empty")]
    [InlineData("large", "not a policy: it is larger than 1 MB")]
    [InlineData("bytes", "bytes, line 1: not a policy")]
    public void A_file_that_is_not_a_policy_is_told_in_one_line(string name, string message)
    {
        string folder = Directory.CreateTempSubdirectory("tlsdissect-policies-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "empty"), []);
            File.WriteAllBytes(Path.Combine(folder, "large"), new byte[PolicyFile.MaxBytes + 1]);
            File.WriteAllBytes(Path.Combine(folder, "bytes"), [0xFF, 0x00, 0x80]);
            string told = Assert.Throws<PolicyException>(() => Policy.Load(Path.Combine(folder, name))).Message;
            Assert.Contains(message, told);
            Assert.DoesNotContain('\n', told);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static readonly string[] Flags =
    [
        PolicyMembers.WholeChain, PolicyMembers.ClientCertificates, PolicyMembers.ExtendedMasterSecret, PolicyMembers.EncryptThenMac,
        PolicyMembers.SecureRenegotiation, PolicyMembers.Compression, PolicyMembers.EarlyData,
    ];

    private static bool IsAccepted(string json)
    {
        try
        {
            return Parse(json) is not null;
        }
        catch (PolicyException)
        {
            return false;
        }
    }

    private static Policy Parse(string json) => Policy.Parse(Encoding.UTF8.GetBytes(json), "test");
}

using TlsDissect.Protocol;
using Tls = Org.BouncyCastle.Tls;

namespace TlsDissect.Tests.Protocol;

/// <summary>Groups and signature schemes, whose members are spelled as registered. BouncyCastle's tables were made independently.</summary>
public class RegistryEnumTests
{
    [Fact]
    public void Groups_have_the_names_that_BouncyCastle_knows() =>
        AssertNames<NamedGroup>(Tls.NamedGroup.GetName, group => group.RegisteredName());

    [Fact]
    public void Signature_schemes_have_the_names_that_BouncyCastle_knows() =>
        AssertNames<SignatureScheme>(Tls.SignatureScheme.GetName, scheme => scheme.RegisteredName());

    [Fact]
    public void Every_member_prints_its_registered_name()
    {
        Assert.All(Enum.GetValues<NamedGroup>(), group => Assert.Equal(group.RegisteredName(), $"{group}"));
        Assert.All(Enum.GetValues<SignatureScheme>(), scheme => Assert.Equal(scheme.RegisteredName(), $"{scheme}"));
    }

    private static void AssertNames<T>(Func<int, string> known, Func<T, string> ours)
        where T : struct, Enum
    {
        List<int> common =
            [.. Enumerable.Range(0, 0x10000)
                .Where(number => Enum.IsDefined((T)Enum.ToObject(typeof(T), number)) && known(number) is not ("UNKNOWN" or "PRIVATE"))];
        Assert.True(common.Count > 20, $"only {common.Count} are known to both");
        Assert.Equal(common.Select(known), common.Select(number => ours((T)Enum.ToObject(typeof(T), number))));
    }
}
